//! «Отправить сообщение в Телеграм» to employees by «Уведомления в Телеграм» (R254–R271).

use super::{Entry, Given, Work, nothing, sound};
use crate::{
    effect::{Effect, LinkButton},
    params::{Input, required},
    problem::{Code, Problem},
    run::EntityKind,
    template::{Button, Place},
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
    written: sound,
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
    let text = tags::only_known(rendered.text.trim());
    let mut buttons = Vec::new();
    for found in &found {
        buttons.extend(button(work, found)?);
    }
    if text.is_empty() {
        return Err(empty());
    }
    Ok(vec![Effect::SendTelegram {
        entity: work.target,
        chat,
        text,
        buttons,
    }])
}

/// Telegram takes no message without text.
fn empty() -> Problem {
    let detail = "Текст сообщения получился пустым: проверьте переменные в тексте";
    Problem::error(Code::MissingSetting, detail).at(TEXT)
}

/// A button that leads nowhere would make Telegram refuse the whole message.
fn button(work: &mut Work<'_>, button: &Button) -> Result<Option<LinkButton>, Problem> {
    let url = work.render_in(Place::Url, TEXT, &button.url)?.text;
    let text = work.render(TEXT, &button.text)?.text;
    if url.trim().is_empty() || text.trim().is_empty() {
        let detail = format!(
            "Кнопка «{}» не показана: у неё нет ссылки или текста",
            text.trim()
        );
        let problem = Problem::error(Code::UnknownLink, detail);
        work.problems.push(problem.at(TEXT));
        return Ok(None);
    }
    Ok(Some(LinkButton {
        text: text.trim().to_owned(),
        url: url.trim().to_owned(),
        link: button.link(),
    }))
}
