//! What a fact is to a comparison: the type that rules tell apart, with its parsed parts.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::{
    calendar::Moment,
    fact::{Fact, Reference, parse_number},
    kind::RefKind,
    operators::{align, class, fold::fold},
};

/// A prepared fact.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// Number or money.
    Number(Number),
    /// Yes or no.
    Bool(bool),
    /// An instant, and the day it falls on.
    Instant { at: i64, day: i32 },
    /// A day.
    Day(i32),
    /// Option of a list.
    Choice { id: u64, text: Box<str> },
    /// A named thing of the account.
    Ref(Named),
    /// Text of known or unknown type.
    Text(Written),
    /// Elements of a set.
    Set(Box<[Form]>),
    /// Phones or e-mails, of which one is enough (rule 7).
    Channels,
    /// Everything that is compared by the rules themselves.
    Other,
}

/// A number, compared as a machine integer where it is one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    whole: Option<i64>,
    exact: Decimal,
}

/// A reference with its name folded.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub kind: RefKind,
    pub id: u64,
    pub pipeline: Option<u64>,
    pub name: Box<str>,
}

/// A text with what it may be read as.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub folded: Box<str>,
    /// As a number.
    pub number: Option<Number>,
    /// As the number of an option or a reference.
    pub id: Option<u64>,
    /// Two texts of unknown type are compared as numbers or dates if both are such (rule 3): this one never is.
    pub is_only_text: bool,
    /// As a list it is more than one element.
    pub is_list: bool,
}

impl Number {
    fn new(exact: Decimal) -> Self {
        let whole = if exact.scale() == 0 {
            exact.to_i64()
        } else {
            None
        };
        Self { whole, exact }
    }

    /// It as a machine integer, where it is one.
    pub fn whole(self) -> Option<i64> {
        self.whole
    }

    /// The exact number.
    pub fn exact(self) -> Decimal {
        self.exact
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        match (self.whole, other.whole) {
            (Some(one), Some(other)) => one.cmp(&other),
            _ => self.exact.cmp(&other.exact),
        }
    }
}

/// Prepares a fact.
pub(super) fn form(fact: &Fact) -> Form {
    match fact {
        Fact::Number(number) | Fact::Money(number) => Form::Number(Number::new(*number)),
        Fact::Bool(yes) => Form::Bool(*yes),
        Fact::DateTime(at) => instant(*at),
        Fact::Date(day) => Form::Day(days(*day)),
        Fact::Enum { id, text } => Form::Choice {
            id: *id,
            text: fold(text).into(),
        },
        Fact::Ref(reference) => Form::Ref(named(reference)),
        Fact::Text(text) => Form::Text(written(text, true)),
        Fact::Dynamic(text) => Form::Text(written(text, align::looks(text) == align::Looks::Text)),
        Fact::Set(_) if class::class(fact.kind()).is_channels() => Form::Channels,
        Fact::Set(elements) => Form::Set(elements.iter().map(form).collect()),
        Fact::Empty
        | Fact::Time(_)
        | Fact::Weekday(_)
        | Fact::Duration(_)
        | Fact::Phone(_)
        | Fact::Email(_) => Form::Other,
    }
}

fn instant(at: i64) -> Form {
    let day = Moment::Instant(at).day();
    day.map_or(Form::Other, |day| Form::Instant { at, day: days(day) })
}

fn days(day: chrono::NaiveDate) -> i32 {
    chrono::Datelike::num_days_from_ce(&day)
}

fn named(reference: &Reference) -> Named {
    Named {
        kind: reference.kind,
        id: reference.id,
        pipeline: reference.pipeline,
        name: fold(&reference.name).into(),
    }
}

fn written(text: &str, is_only_text: bool) -> Written {
    let trimmed = text.trim();
    let starts = |it: char| it.is_ascii_digit() || matches!(it, '+' | '-' | '−' | '.' | ',');
    let is_numeric = trimmed.starts_with(starts);
    Written {
        folded: fold(text).into(),
        number: is_numeric
            .then(|| parse_number(trimmed))
            .flatten()
            .map(Number::new),
        id: is_numeric.then(|| trimmed.parse().ok()).flatten(),
        is_only_text,
        is_list: trimmed.contains([',', '\n', '\r']),
    }
}
