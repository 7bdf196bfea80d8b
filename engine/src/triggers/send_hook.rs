//! «Отправить веб-хук (web hook)» and listen to the response (R238–R248, A36, A37).

use super::{Entry, Settings, Work, nothing, run_scenario::wrong_scenario};
use crate::{
    effect::{Effect, Header},
    params::{Input, Setting, optional, required},
    problem::{Code, Problem},
    run::EntityKind,
    template::Place,
};

mod address;
mod body;

const FORM: &str = "form";
const JSON: &str = "json";
const RAW: &str = "raw";

const HEADERS: &[Setting] = &[
    required("name", Input::Line, "Название"),
    optional("value", Input::Line, "Значение"),
];
const FIELDS: &[Setting] = &[
    required("name", Input::Line, "Переменная"),
    optional("value", Input::Text, "Значение"),
];

pub(super) static ENTRY: Entry = Entry {
    code: "send_hook",
    label: "Отправить веб-хук (web hook)",
    also: &["Веб-хук", "Вебхук", "Webhook", "HTTP запрос", "API"],
    group: "Интеграции",
    help: "Отправляет POST-запрос на внешний адрес; entity_id, entity_type, scenario_id и block_id добавляются всегда.",
    targets: &[
        EntityKind::Lead,
        EntityKind::Contact,
        EntityKind::Company,
        EntityKind::Task,
    ],
    settings: &[
        required("url", Input::Line, "URL")
            .help("Адрес, который начинается с https:// или http://."),
        optional("headers", Input::Rows(HEADERS), "Заголовки (headers)"),
        optional(
            "format",
            Input::Choice(&[
                (FORM, "Форма (x-www-form-urlencoded)"),
                (JSON, "JSON"),
                (RAW, "Свой текст"),
            ]),
            "Формат тела",
        )
        .help("По умолчанию — форма."),
        optional("fields", Input::Rows(FIELDS), "Тело запроса")
            .help("Переменные со значениями: для формы и для JSON."),
        optional("body", Input::Text, "Текст тела")
            .help("Для JSON вместо переменных или для своего текста."),
        optional("content_type", Input::Line, "Content-Type")
            .help("Для своего текста; по умолчанию text/plain."),
        optional(
            "listen",
            Input::Scenario,
            "Запустить сценарий при получении ответа",
        )
        .help("Ответ ожидается до 5 секунд; его данные станут переменными сценария."),
    ],
    needs: nothing,
    written,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let url = work.text_in(Place::Url, "url")?;
    let mut url = address::checked(&url).map_err(|problem| problem.at("settings.url"))?;
    let headers = headers(work)?;
    let reserved = reserved(work);
    let body = match work.settings.choice("format") {
        Some(JSON) => body::json(work, &reserved)?,
        Some(RAW) => body::raw(work)?,
        _ => body::form(work, &reserved)?,
    };
    if !body.holds_reserved {
        url = address::with_query(&url, &body::pairs(&reserved));
    }
    Ok(vec![Effect::SendHook {
        entity: work.target,
        url,
        headers,
        content_type: body.content_type,
        body: body.text,
        listen: listen(work),
    }])
}

/// The scenario for the answer; without it the request is sent all the same.
fn listen(work: &mut Work<'_>) -> Option<u64> {
    let scenario = work.settings.scenario("listen")?;
    let wrong = wrong_scenario(&work.snapshot.dictionaries, scenario);
    if let Some(problem) = wrong {
        work.problems.push(problem.at("settings.listen"));
        return None;
    }
    Some(scenario)
}

/// An address, a body or names of headers that are written out, so that no fact can change what is wrong.
fn written(settings: &Settings) -> Vec<Problem> {
    let mut faults = Vec::new();
    let url = settings.fixed("url");
    let url = url.and_then(|url| address::checked(&url).err());
    faults.extend(url.map(|problem| problem.at("settings.url")));
    for (index, row) in settings.rows("headers").iter().enumerate() {
        let name = row.fixed("name").map(|name| name.trim().to_owned());
        let wrong = name.filter(|name| !name.is_empty() && !is_header_name(name));
        let place = format!("settings.headers[{index}]");
        faults.extend(wrong.map(|name| no_header(&name, &place)));
    }
    faults.extend(body::written(settings));
    faults
}

/// What every request tells (R242).
fn reserved(work: &Work<'_>) -> Vec<(String, String)> {
    let pair = |name: &str, value: String| (name.to_owned(), value);
    // A preview of a scenario that was never saved has no number.
    let scenario = work.snapshot.scenario.as_ref();
    let scenario = scenario.map(|it| it.id.clone()).unwrap_or_default();
    vec![
        pair("entity_id", work.target.id.to_string()),
        pair("entity_type", work.target.kind.plural().to_owned()),
        pair("scenario_id", scenario),
        pair("block_id", work.block.to_owned()),
    ]
}

fn headers(work: &mut Work<'_>) -> Result<Vec<Header>, Problem> {
    let settings = work.settings;
    let mut headers = Vec::new();
    for (index, row) in settings.rows("headers").iter().enumerate() {
        let place = format!("settings.headers[{index}]");
        let header = header(work, row, &place).map(Some);
        headers.extend(work.spare(header)?);
    }
    Ok(headers)
}

fn header(work: &mut Work<'_>, row: &Settings, place: &str) -> Result<Header, Problem> {
    let name = work
        .column(Place::Header, row, place, "name")?
        .trim()
        .to_owned();
    let value = work.column(Place::Header, row, place, "value")?;
    if !is_header_name(&name) {
        return Err(no_header(&name, place));
    }
    Ok(Header {
        name,
        // The author's own line ends would begin another header.
        value: Place::Header.escape(value.trim()).into_owned(),
    })
}

fn no_header(name: &str, place: &str) -> Problem {
    let detail =
        format!("«{name}» не может быть заголовком: только латинские буквы, цифры и дефис");
    Problem::error(Code::BadConstant, detail).at(format!("{place}.name"))
}

/// Names that a request has anyway are not the author's to give.
fn is_header_name(name: &str) -> bool {
    const OWN: [&str; 5] = [
        "host",
        "content-length",
        "transfer-encoding",
        "connection",
        "content-type",
    ];
    let plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.');
    !name.is_empty() && name.chars().all(plain) && !OWN.contains(&name.to_lowercase().as_str())
}
