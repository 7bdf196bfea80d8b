//! Global variables and variables of the run (3.8 of the language reference).

use super::{
    entry::{Argument, Entry, Group, value},
    reader::{Reader, Reading},
};
use crate::{
    fact::Fact,
    kind::Kind,
    problem::{Code, Problem},
    snapshot::Dictionaries,
};

const fn variable(entry: Entry) -> Entry {
    entry.of(Group::Variables, &[])
}

pub(super) static ENTRIES: &[Entry] = &[
    variable(value(
        "global",
        "Значение переменной",
        "Текст вашей глобальной переменной; число или дата в нём узнаются сами.",
        Kind::Dynamic,
        global,
    ))
    .with(Argument::Variable),
    variable(value(
        "hook",
        "Переменная веб-хука",
        "Что прислал внешний сервис под этим именем; пусто, если в этот раз не прислал.",
        Kind::Dynamic,
        of_run,
    ))
    .with(Argument::Name),
    variable(value(
        "response",
        "Переменная ответа",
        "Что внешний сервис ответил под этим именем; пусто, если в этот раз не ответил.",
        Kind::Dynamic,
        of_run,
    ))
    .with(Argument::Name),
    variable(value(
        "entry",
        "Текст",
        "Сам текст из скобок, чтобы применить к нему модификаторы.",
        Kind::Text,
        |_, args| {
            args.first()
                .map_or(Fact::Empty, |text| Fact::Text(text.clone()))
                .into()
        },
    ))
    .with(Argument::Text)
    .only_templates(),
];

fn global(it: &Reader<'_>, args: &[String]) -> Reading {
    let name = args.first().map(String::as_str).unwrap_or_default();
    match it.facts.variables.get(name) {
        Some(text) => Fact::Dynamic(text.clone()).into(),
        None => Reading::missing(
            Code::NoVariable,
            format!("нет переменной «{name}», создайте её или выберите другую"),
        ),
    }
}

/// A global variable that the account does not have; without their names nothing is known.
pub(super) fn unknown(names: &Dictionaries, name: &str) -> Option<Problem> {
    let known = names.variables.as_ref()?;
    if known.contains(name) {
        return None;
    }
    let like = known.iter().find(|it| it.eq_ignore_ascii_case(name));
    let detail = match like {
        // `{name}` is found only as it is written (section 10).
        Some(like) => format!("переменной «{name}» нет, есть «{like}»: напишите имя так же"),
        None => format!("нет переменной «{name}», создайте её или выберите другую"),
    };
    Some(Problem::error(Code::NoVariable, detail))
}

/// A variable that this run did not bring is empty, not an error.
fn of_run(it: &Reader<'_>, args: &[String]) -> Reading {
    let found = args.first().and_then(|name| it.facts.run.get(name));
    found
        .map_or(Fact::Empty, |text| Fact::Dynamic(text.clone()))
        .into()
}
