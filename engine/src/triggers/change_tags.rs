//! «Сменить теги» (R218–R223, A30).

use super::{Entry, Given, Settings, Work, own_target};
use crate::{
    effect::Effect,
    fact::{Fact, elements},
    params::{Input, Needed, optional, required},
    problem::{Code, Problem},
    run::EntityKind,
    template::Rendered,
};

const ADD: &str = "add";
const REMOVE: &str = "remove";

pub(super) static ENTRY: Entry = Entry {
    code: "change_tags",
    label: "Сменить теги",
    also: &["Добавить теги", "Удалить теги", "Тег"],
    group: "amoCRM",
    help: "Добавляет или удаляет теги сделки, контакта или компании.",
    targets: &[EntityKind::Lead, EntityKind::Contact, EntityKind::Company],
    settings: &[
        required(
            "mode",
            Input::Choice(&[(ADD, "Добавить теги"), (REMOVE, "Удалить теги")]),
            "Действие",
        ),
        optional("tags", Input::Line, "Значения тегов")
            .help("Один или несколько через запятую. При удалении пустое поле — удалить все теги.")
            .needed(Needed::when(
                "mode",
                &[ADD],
                "Напишите теги, которые нужно добавить",
            )),
    ],
    needs: own_target,
    written,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let removes = work.settings.choice("mode") == Some(REMOVE);
    let names = match work.settings.get("tags") {
        Some(Given::Text(template)) => {
            let rendered = work.render("settings.tags", template)?;
            let names = names(&rendered);
            if names.is_empty() {
                // Only a field that the author left empty removes everything (R223):
                // an empty variable must not wipe the tags of a deal.
                work.problems.push(no_tags());
            }
            names
        }
        _ if removes => present(work)?,
        _ => Vec::new(),
    };
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let (add, remove) = if removes {
        (Vec::new(), names)
    } else {
        (names, Vec::new())
    };
    Ok(vec![Effect::ChangeTags {
        entity: work.target,
        add,
        remove,
    }])
}

/// Commas without a tag between them.
fn written(settings: &Settings) -> Vec<Problem> {
    let text = settings
        .fixed("tags")
        .filter(|text| !text.trim().is_empty());
    let is_empty = text.is_some_and(|text| elements(&text).next().is_none());
    is_empty.then(no_tags).into_iter().collect()
}

fn no_tags() -> Problem {
    let detail = "Список тегов получился пустым, теги не изменены";
    Problem::warning(Code::MissingSetting, detail).at("settings.tags")
}

fn present(work: &Work<'_>) -> Result<Vec<String>, Problem> {
    let absent = || {
        Problem::error(
            Code::NoEntity,
            "Не удалось узнать теги: нет данных сущности",
        )
    };
    let entity = work.entity().ok_or_else(absent)?;
    Ok(entity.tags().iter().map(|tag| tag.name.clone()).collect())
}

/// A set keeps its elements, so a tag with a comma in its name stays one tag.
pub(super) fn names(rendered: &Rendered) -> Vec<String> {
    let parts: Vec<String> = match &rendered.fact {
        Fact::Set(elements) => elements.iter().map(Fact::text).collect(),
        _ => rendered.text.split(',').map(str::to_owned).collect(),
    };
    let mut names: Vec<String> = Vec::new();
    for part in parts.iter().map(|part| part.trim()) {
        let lower = part.to_lowercase();
        if !part.is_empty() && !names.iter().any(|name| name.to_lowercase() == lower) {
            names.push(part.to_owned());
        }
    }
    names
}
