//! What started the run, what its button told, and which scenario runs (3.8 and 9.6 of the language reference).

use super::{
    choices,
    entry::{Entry, Group, Need, value},
    names,
    reader::{Reader, Reading, text},
};
use crate::{
    fact::Fact,
    kind::{Kind, RefKind},
    run::StartKind,
    snapshot::Titled,
};

const fn start(entry: Entry) -> Entry {
    entry.of(Group::Start, &[])
}

const fn scenario(entry: Entry) -> Entry {
    entry.of(Group::Scenario, &[Need::Block]).only_templates()
}

const fn button(
    path: &'static str,
    label: &'static str,
    meaning: &'static str,
    read: fn(&Reader<'_>, &[String]) -> Reading,
) -> Entry {
    start(value(path, label, meaning, Kind::Dynamic, read))
}

pub(super) static ENTRIES: &[Entry] = &[
    start(value(
        "start.kind",
        "Способ запуска",
        "Чем запущен сценарий: событием, вручную, ссылкой, кнопкой и так далее.",
        Kind::Ref(RefKind::StartKind),
        |it, _| kind(it).into(),
    )),
    start(value(
        "start.user",
        "Кто запустил",
        "Сотрудник, который запустил сценарий сам; пусто, если его запустил не человек.",
        Kind::Ref(RefKind::User),
        |it, _| user(it).into(),
    )),
    button(
        "tg.user_id",
        "Telegram: ID пользователя",
        "Номер того, кто нажал кнопку в Telegram; пусто, если запуск не от неё.",
        |it, _| variable(it, "tg_user_id"),
    ),
    button(
        "tg.user_name",
        "Telegram: имя пользователя",
        "Как зовут того, кто нажал кнопку в Telegram; пусто, если запуск не от неё.",
        |it, _| variable(it, "tg_user_name"),
    ),
    button(
        "tg.button",
        "Telegram: кнопка",
        "Надпись на нажатой кнопке; пусто, если запуск не от кнопки в Telegram.",
        |it, _| variable(it, "tg_button"),
    ),
    button(
        "tg.chat_id",
        "Telegram: ID чата",
        "Номер чата, где нажали кнопку; пусто, если запуск не от кнопки в Telegram.",
        |it, _| variable(it, "tg_chat_id"),
    ),
    button(
        "tg.chat_name",
        "Telegram: название чата",
        "Как называется чат, где нажали кнопку; пусто, если запуск не от кнопки в Telegram.",
        |it, _| variable(it, "tg_chat_name"),
    ),
    button(
        "push.user_id",
        "Пушер: ID пользователя",
        "Номер сотрудника, нажавшего кнопку уведомления; пусто, если запуск не от неё.",
        |it, _| variable(it, "user_id"),
    ),
    button(
        "push.user_name",
        "Пушер: имя пользователя",
        "Как зовут нажавшего кнопку уведомления; пусто, если запуск не от неё.",
        |it, _| variable(it, "user_name"),
    ),
    button(
        "push.button",
        "Пушер: кнопка",
        "Надпись на нажатой кнопке уведомления; пусто, если запуск не от неё.",
        |it, _| variable(it, "button"),
    ),
    scenario(value(
        "scenario.id",
        "ID",
        "Номер сценария, который сейчас выполняется.",
        Kind::Dynamic,
        |it, _| it.facts.scenario.as_ref().map_or(Fact::Empty, id).into(),
    )),
    scenario(value(
        "scenario.name",
        "Название",
        "Как называется сценарий, который сейчас выполняется.",
        Kind::Text,
        |it, _| title(it.facts.scenario.as_ref()),
    )),
    scenario(value(
        "block.id",
        "ID блока",
        "Обозначение блока, который сейчас выполняется.",
        Kind::Dynamic,
        |it, _| it.facts.block.as_ref().map_or(Fact::Empty, id).into(),
    )),
    scenario(value(
        "block.name",
        "Название блока",
        "Как называется блок, который сейчас выполняется; пусто, если без названия.",
        Kind::Text,
        |it, _| title(it.facts.block.as_ref()),
    )),
];

/// Facts with an event and without a word about the start mean that the event started it.
fn kind(it: &Reader<'_>) -> Fact {
    match (&it.facts.start, &it.facts.event) {
        (Some(start), _) => choices::by_word(RefKind::StartKind, &start.kind),
        (None, Some(_)) => choices::by_word(RefKind::StartKind, StartKind::Event.code()),
        (None, None) => Fact::Empty,
    }
}

fn user(it: &Reader<'_>) -> Fact {
    let started = it.facts.start.as_ref().and_then(|start| start.user);
    started.map_or(Fact::Empty, |id| names::user(it.names(), id))
}

/// Buttons bring variables of the run; other runs have none of them.
fn variable(it: &Reader<'_>, name: &str) -> Reading {
    let found = it.facts.run.get(name);
    found
        .map_or(Fact::Empty, |text| Fact::Dynamic(text.clone()))
        .into()
}

fn id(titled: &Titled) -> Fact {
    Fact::Dynamic(titled.id.clone())
}

fn title(titled: Option<&Titled>) -> Reading {
    text(titled.map(|titled| titled.name.as_str())).into()
}
