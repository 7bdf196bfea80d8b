//! The user behind the run (9.5 of the language reference): who started it by hand, else the author of the event.

use super::{
    entry::{Entry, Group, value},
    names, properties,
    reader::{Reader, id, name},
};
use crate::{fact::Fact, kind::Kind, snapshot::User};

const fn current(entry: Entry) -> Entry {
    entry.of(Group::Users, &[]).only_templates()
}

pub(super) static ENTRIES: &[Entry] = &[
    current(value(
        "user.id",
        "Кто запустил: ID",
        "Номер запустившего сотрудника, а без него — автора события; пусто, если оба неизвестны.",
        Kind::Number,
        |it, _| id(&reference(it)).into(),
    )),
    current(value(
        "user.name",
        "Кто запустил: имя",
        "Как зовут запустившего, а без него — автора события; пусто, если оба неизвестны.",
        Kind::Text,
        |it, _| name(&reference(it)).into(),
    )),
    current(value(
        "user.email",
        "Кто запустил: e-mail",
        "Почта запустившего, а без него — автора события; пусто, если оба неизвестны.",
        Kind::Email,
        |it, _| properties::email(user(it)).into(),
    ))
    .also(&["user.login"]),
];

fn number(it: &Reader<'_>) -> Option<u64> {
    let by_hand = it.facts.start.as_ref().and_then(|start| start.user);
    by_hand.or_else(|| it.facts.event.as_ref()?.user)
}

fn reference(it: &Reader<'_>) -> Fact {
    number(it).map_or(Fact::Empty, |id| names::user(it.names(), id))
}

fn user<'a>(it: &Reader<'a>) -> Option<&'a User> {
    names::find_user(it.names(), number(it)?)
}
