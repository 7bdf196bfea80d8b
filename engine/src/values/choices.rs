//! Fixed things that values of events refer to: what a picker offers and what their names are (3.7, 3.8).

use std::sync::LazyLock;

use super::names;
use crate::{
    fact::Fact,
    kind::RefKind,
    run::{EntityKind, StartKind},
};

/// One of the fixed things of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Stable word in saved conditions.
    pub code: &'static str,
    /// amoCRM's number where it has one, else ours.
    pub id: u64,
    /// Russian name, as it is printed and compared with text.
    pub label: &'static str,
}

const fn choice(code: &'static str, id: u64, label: &'static str) -> Choice {
    Choice { code, id, label }
}

pub(super) const NOTE_TYPES: &[Choice] = &[
    choice("call", 1, "звонок"),
    choice("mail", 2, "письмо"),
    choice("sms", 3, "СМС"),
    choice("system", 4, "системное"),
    choice("text", 5, "текст"),
    choice("other", 6, "прочее"),
];

/// Numbers are those of amoCRM (A6).
const ENTITY_TYPES: &[Choice] = &[
    choice("contact", 1, "контакт"),
    choice("lead", 2, "сделка"),
    choice("company", 3, "компания"),
    choice("customer", 12, "покупатель"),
];

pub(super) const INCOMING: u64 = 1;
pub(super) const OUTGOING: u64 = 2;

const DIRECTIONS: &[Choice] = &[
    choice("in", INCOMING, "входящее"),
    choice("out", OUTGOING, "исходящее"),
];

/// Of amoCRM's calls.
const CALL_STATUSES: &[Choice] = &[
    choice("left_message", 1, "оставил сообщение"),
    choice("call_back", 2, "перезвонить позже"),
    choice("absent", 3, "нет на месте"),
    choice("talked", 4, "разговор состоялся"),
    choice("wrong_number", 5, "неверный номер"),
    choice("not_reached", 6, "не дозвонился"),
    choice("busy", 7, "номер занят"),
    choice("undefined", 8, "не определён"),
];

/// Numbers are those of amoCRM's fixed stages; an open deal has none.
const STATES: &[Choice] = &[
    choice("open", 0, "открыта"),
    choice("success", 142, "успешно"),
    choice("loss", 143, "отказ"),
];

const SIDES: &[Choice] = &[
    choice("client", 1, "клиент"),
    choice("manager", 2, "менеджер"),
];

static STARTS: LazyLock<Vec<Choice>> = LazyLock::new(|| {
    let ways = StartKind::ALL.iter().zip(1..);
    ways.map(|(kind, id)| choice(kind.code(), id, kind.label()))
        .collect()
});

/// What a kind of reference can be; nothing for things of the account.
pub fn choices(kind: RefKind) -> &'static [Choice] {
    match kind {
        RefKind::NoteType => NOTE_TYPES,
        RefKind::EntityType => ENTITY_TYPES,
        RefKind::Direction => DIRECTIONS,
        RefKind::CallStatus => CALL_STATUSES,
        RefKind::StartKind => &STARTS,
        RefKind::State => STATES,
        RefKind::Side => SIDES,
        _ => &[],
    }
}

/// The thing with this code, number or name.
pub(super) fn by_word(kind: RefKind, word: &str) -> Fact {
    let word = word.trim();
    let lower = word.to_lowercase();
    let is_meant = |it: &&Choice| {
        it.code == lower || it.label.to_lowercase() == lower || word.parse() == Ok(it.id)
    };
    let found = choices(kind).iter().find(is_meant);
    found.map_or(Fact::Empty, |it| fact(kind, it))
}

/// Kind of an entity by the plural or singular noun that amoCRM writes.
pub(super) fn entity_type(noun: &str) -> Fact {
    let kinds = [EntityKind::Lead, EntityKind::Contact, EntityKind::Company];
    let found = kinds.iter().find(|kind| kind.plural() == noun);
    let word = match found {
        Some(EntityKind::Lead) => "lead",
        Some(EntityKind::Contact) => "contact",
        Some(EntityKind::Company) => "company",
        Some(EntityKind::Task) | None => noun.trim_end_matches('s'),
    };
    by_word(RefKind::EntityType, word)
}

fn fact(kind: RefKind, choice: &Choice) -> Fact {
    names::reference(kind, choice.id, Some(choice.label))
}
