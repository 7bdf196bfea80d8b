//! «Отправить сообщение в Телеграм» to employees by «Уведомления в Телеграм» (R254–R271).

use super::{Entry, Given, Settings, Work, nothing};
use crate::{
    effect::{Effect, LinkButton},
    params::{Input, required},
    problem::{Code, Problem},
    run::EntityKind,
    template::{Button, Part, Place, Template, fixed},
};

mod tags;

const TEXT: &str = "settings.text";

pub(super) static ENTRY: Entry = Entry {
    code: "send_telegram",
    label: "Отправить сообщение в Телеграм",
    also: &["Телеграм", "Telegram", "Отправить уведомление в Телеграм"],
    group: "Виджеты",
    help: "Отправляет сообщение в группу или личный чат сотрудников; клиентам не отправляет.",
    targets: &[
        EntityKind::Lead,
        EntityKind::Contact,
        EntityKind::Company,
        EntityKind::Task,
    ],
    settings: &[
        required("chat", Input::Line, "Чат").help("Группа или личный чат: номер или название."),
        required("text", Input::Text, "Текст сообщения").help(
            "Работают теги <b>, <i>, <u>, <s>, <a href>, ссылки {tlink:290} и кнопки [button url=\"{tlink:123}\" text=\"Принять\"].",
        ),
    ],
    needs: nothing,
    written,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let chat = work.filled("chat", "Чат")?;
    let settings = work.settings;
    let Some(Given::Text(template)) = settings.get("text") else {
        return Err(empty());
    };
    let (template, found) = template.split_buttons();
    let rendered = work.render_in(Place::Html, TEXT, &template)?;
    let mut text = tags::only_known(rendered.text.trim());
    let mut buttons = Vec::new();
    for found in &found {
        buttons.extend(button(work, found)?);
    }
    if text.is_empty() {
        // Telegram takes no message without text: one of buttons alone says what the first of them does.
        let first = buttons.first().ok_or_else(empty)?;
        text = Place::Html.escape(&first.text).into_owned();
    }
    Ok(vec![Effect::SendTelegram {
        entity: work.target,
        chat,
        text,
        buttons,
    }])
}

/// Buttons that are written out and can't be shown, or that are no buttons.
fn written(settings: &Settings) -> Vec<Problem> {
    let Some(Given::Text(template)) = settings.get("text") else {
        return Vec::new();
    };
    let (rest, buttons) = template.split_buttons();
    let is_blank = |part: &Template| fixed(part.parts()).is_some_and(|it| it.trim().is_empty());
    let useless = buttons
        .iter()
        .filter(|button| is_blank(&button.url) || is_blank(&button.text));
    let mut faults: Vec<Problem> = useless
        .map(|button| not_shown(&fixed(button.text.parts()).unwrap_or_default()))
        .collect();
    let is_stray = |part: &Part| match part {
        Part::Text { text, .. } => text.to_lowercase().contains("[button"),
        Part::Name(_) | Part::Pipeline(_) | Part::Bare { .. } => false,
    };
    if rest.parts().iter().any(is_stray) {
        let detail =
            "Кнопка записана не полностью и останется текстом: нужно [button url=\"…\" text=\"…\"]";
        faults.push(Problem::warning(Code::BadConstant, detail).at(TEXT));
    }
    faults.extend(lonely_tag(&rest));
    faults
}

/// A tag without its partner; values bring none, because theirs are escaped.
fn lonely_tag(text: &Template) -> Option<Problem> {
    let written: String = text
        .parts()
        .iter()
        .filter_map(|part| match part {
            Part::Text { text, .. } => Some(text.as_str()),
            Part::Name(_) | Part::Pipeline(_) | Part::Bare { .. } => None,
        })
        .collect();
    let tag: String = tags::lonely(&written)?.chars().take(60).collect();
    let detail = format!("У тега «{tag}» нет пары, он останется текстом: закройте его или удалите");
    Some(Problem::warning(Code::BadConstant, detail).at(TEXT))
}

fn empty() -> Problem {
    let detail = "Текст сообщения получился пустым: проверьте переменные в тексте";
    Problem::error(Code::MissingSetting, detail).at(TEXT)
}

/// A button that leads nowhere would make Telegram refuse the whole message.
fn button(work: &mut Work<'_>, button: &Button) -> Result<Option<LinkButton>, Problem> {
    let url = work.render_in(Place::Url, TEXT, &button.url)?.text;
    let text = work.render(TEXT, &button.text)?.text;
    if url.trim().is_empty() || text.trim().is_empty() {
        work.problems.push(not_shown(&text));
        return Ok(None);
    }
    Ok(Some(LinkButton {
        text: text.trim().to_owned(),
        url: url.trim().to_owned(),
        link: button.link(),
    }))
}

fn not_shown(text: &str) -> Problem {
    let text: String = text.trim().chars().take(60).collect();
    let detail = format!("Кнопка «{text}» не показана: у неё нет ссылки или текста");
    Problem::error(Code::UnknownLink, detail).at(TEXT)
}
