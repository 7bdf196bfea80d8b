//! Looking values up in a snapshot: the entity meant, and what is told when it is missing.

use rust_decimal::Decimal;

use crate::{
    calendar,
    fact::Fact,
    kind::RefKind,
    problem::{Code, Problem},
    run::EntityKind,
    snapshot::{Dictionaries, Entity, Snapshot},
};

/// A value as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The value; empty if there is none.
    pub fact: Fact,
    /// Why, where the value alone does not tell.
    pub problems: Vec<Problem>,
}

impl From<Fact> for Reading {
    fn from(fact: Fact) -> Self {
        Self {
            fact,
            problems: Vec::new(),
        }
    }
}

impl Reading {
    /// No value, and the reason.
    pub(super) fn missing(code: Code, detail: impl Into<String>) -> Self {
        Self {
            fact: Fact::Empty,
            problems: vec![Problem::warning(code, detail)],
        }
    }
}

/// Whose property is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Lead,
    Contact,
    Company,
    /// The main contact, else the company (A23).
    Client,
}

impl Who {
    /// Told when there is none.
    fn missing(self) -> &'static str {
        match self {
            Self::Lead => "сделка не прикреплена",
            Self::Contact => "контакт не прикреплён",
            Self::Company => "компания не прикреплена",
            Self::Client => "нет ни контакта, ни компании",
        }
    }
}

/// The facts, as values see them.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// Where everything is looked up.
    pub facts: &'a Snapshot,
    /// Where the value stands in its text, so that two random values differ.
    pub place: u64,
}

impl<'a> Reader<'a> {
    pub(super) fn names(&self) -> &'a Dictionaries {
        &self.facts.dictionaries
    }

    /// The entity, and what it is: a client is a contact or a company.
    pub(super) fn entity(&self, who: Who) -> Option<(EntityKind, &'a Entity)> {
        let lead = || self.facts.lead.as_ref().map(|it| (EntityKind::Lead, it));
        let contact = || self.facts.contact().map(|it| (EntityKind::Contact, it));
        let company = || {
            self.facts
                .company
                .as_ref()
                .map(|it| (EntityKind::Company, it))
        };
        match who {
            Who::Lead => lead(),
            Who::Contact => contact(),
            Who::Company => company(),
            Who::Client => contact().or_else(company),
        }
    }

    /// A property of an entity; a note if the entity is missing.
    pub(super) fn of(&self, who: Who, property: impl FnOnce(&'a Entity) -> Fact) -> Reading {
        self.within(who, |_, entity| property(entity).into())
    }

    /// The same for a property that depends on what the entity is, or tells problems of its own.
    pub(super) fn within(
        &self,
        who: Who,
        property: impl FnOnce(EntityKind, &'a Entity) -> Reading,
    ) -> Reading {
        match self.entity(who) {
            Some((kind, entity)) => property(kind, entity),
            None => Reading::missing(Code::NoLinkedEntity, who.missing()),
        }
    }

    /// The current date and time in Moscow.
    pub(super) fn local(&self, value: impl FnOnce(chrono::NaiveDateTime) -> Fact) -> Reading {
        calendar::moscow(self.facts.now)
            .map_or(Fact::Empty, value)
            .into()
    }
}

/// The text, or nothing.
pub(super) fn text(text: Option<&str>) -> Fact {
    text.map_or(Fact::Empty, |text| Fact::Text(text.to_owned()))
}

/// The number, or nothing.
pub(super) fn number(number: Option<u64>) -> Fact {
    number.map_or(Fact::Empty, |number| Fact::Number(Decimal::from(number)))
}

/// How many.
pub(super) fn count(count: usize) -> Fact {
    Fact::Number(Decimal::from(count))
}

/// How many are linked; nothing if amoCRM did not tell.
pub(super) fn linked_count<T>(linked: Option<&Vec<T>>) -> Fact {
    linked.map_or(Fact::Empty, |linked| count(linked.len()))
}

/// The instant, or nothing.
pub(super) fn instant(instant: Option<i64>) -> Fact {
    instant.map_or(Fact::Empty, Fact::DateTime)
}

/// The name of a reference, or nothing where the dictionary does not know it.
pub(super) fn name(fact: &Fact) -> Fact {
    match fact {
        Fact::Ref(reference) if !reference.name.is_empty() => Fact::Text(reference.name.clone()),
        _ => Fact::Empty,
    }
}

/// The number of a reference.
pub(super) fn id(fact: &Fact) -> Fact {
    match fact {
        Fact::Ref(reference) if reference.kind != RefKind::State => number(Some(reference.id)),
        _ => Fact::Empty,
    }
}
