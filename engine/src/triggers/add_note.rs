//! «Добавить примечание» (R214–R217).

use super::{Entry, Work, nothing, sound};
use crate::{
    effect::Effect,
    params::{Input, optional, required},
    problem::{Code, Problem},
    run::EntityKind,
};

pub(super) static ENTRY: Entry = Entry {
    code: "add_note",
    label: "Добавить примечание",
    also: &["Примечание", "Комментарий", "Системное примечание"],
    group: "amoCRM",
    help: "Добавляет примечание в ленту сделки, контакта или компании.",
    targets: &[EntityKind::Lead, EntityKind::Contact, EntityKind::Company],
    settings: &[
        required("text", Input::Text, "Текст примечания").help("Текст, числа или переменные."),
        optional("system", Input::Flag, "Системное примечание").help("Мелкий текст без рамки."),
    ],
    needs: nothing,
    written: sound,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let text = work.text("text")?;
    if text.trim().is_empty() {
        // amoCRM refuses a note without text.
        let detail = "Текст примечания получился пустым: проверьте переменные в тексте";
        return Err(Problem::error(Code::MissingSetting, detail).at("settings.text"));
    }
    Ok(vec![Effect::AddNote {
        entity: work.target,
        text,
        system: work.settings.flag("system"),
    }])
}
