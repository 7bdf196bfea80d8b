//! Typed values: what a path or a constant yields on given facts (section 2 of the language reference).

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;

use crate::{
    calendar::{self, Workdays},
    kind::{Kind, RefKind, SetOf},
    scenario::Offset,
};

mod number;
mod parse;

pub use number::{decimal_text, parse_number, write_decimal};
pub use parse::elements;

/// A value with its type; missing facts are [`Fact::Empty`].
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// No value: a value of every type.
    Empty,
    /// Unicode text.
    Text(String),
    /// Exact decimal.
    Number(Decimal),
    /// Number in the account's currency.
    Money(Decimal),
    /// Yes or no.
    Bool(bool),
    /// Unix seconds, UTC.
    DateTime(i64),
    /// Calendar day in Moscow time.
    Date(NaiveDate),
    /// Time of day in Moscow time.
    Time(NaiveTime),
    /// 1 = Monday … 7 = Sunday.
    Weekday(u8),
    /// Whole seconds.
    Duration(i64),
    /// Option of a list field.
    Enum {
        /// amoCRM's number of the option.
        id: u64,
        /// Its text.
        text: String,
    },
    /// Stage, pipeline, user …
    Ref(Reference),
    /// Unordered elements; never holds an empty fact.
    Set(Vec<Fact>),
    /// As stored.
    Phone(String),
    /// As stored.
    Email(String),
    /// Text whose type is found when it is compared.
    Dynamic(String),
}

/// A named thing of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What it is.
    pub kind: RefKind,
    /// amoCRM's number.
    pub id: u64,
    /// Pipeline of a stage, because stages 142 and 143 exist in each.
    pub pipeline: Option<u64>,
    /// Name to show and to compare with text; empty if the dictionary does not know it.
    pub name: String,
}

impl Fact {
    /// Its default text form (section 2): what a template prints.
    pub fn text(&self) -> String {
        self.shown().into_owned()
    }

    /// The same, borrowed where the value holds it.
    pub fn shown(&self) -> Cow<'_, str> {
        Cow::Owned(match self {
            Self::Empty => return Cow::Borrowed(""),
            Self::Text(text)
            | Self::Phone(text)
            | Self::Email(text)
            | Self::Dynamic(text)
            | Self::Enum { text, .. } => return Cow::Borrowed(text),
            Self::Bool(yes) => return Cow::Borrowed(if *yes { "1" } else { "0" }),
            Self::Weekday(number) => return Cow::Borrowed(calendar::weekday_name(*number)),
            Self::Ref(reference) if !reference.name.is_empty() => {
                return Cow::Borrowed(&reference.name);
            }
            Self::Ref(reference) => reference.text(),
            Self::Number(number) | Self::Money(number) => decimal_text(*number),
            Self::DateTime(instant) => calendar::datetime_text(*instant),
            Self::Date(day) => calendar::date_text(*day),
            Self::Time(time) => calendar::time_text(*time),
            Self::Duration(seconds) => seconds.to_string(),
            Self::Set(elements) => joined(elements),
        })
    }

    /// Nothing, white space only, or no elements; 0, «нет» and the date 0 are values.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) | Self::Phone(text) | Self::Email(text) | Self::Dynamic(text) => {
                text.trim().is_empty()
            }
            Self::Set(elements) => elements.iter().all(Self::is_empty),
            Self::Enum { id, text } => *id == 0 && text.trim().is_empty(),
            Self::Number(_)
            | Self::Money(_)
            | Self::Bool(_)
            | Self::DateTime(_)
            | Self::Date(_)
            | Self::Time(_)
            | Self::Weekday(_)
            | Self::Duration(_)
            | Self::Ref(_) => false,
        }
    }

    /// Its type; nothing is a value of every type and counts as dynamic.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Empty | Self::Dynamic(_) => Kind::Dynamic,
            Self::Text(_) => Kind::Text,
            Self::Number(_) => Kind::Number,
            Self::Money(_) => Kind::Money,
            Self::Bool(_) => Kind::Bool,
            Self::DateTime(_) => Kind::DateTime,
            Self::Date(_) => Kind::Date,
            Self::Time(_) => Kind::Time,
            Self::Weekday(_) => Kind::Weekday,
            Self::Duration(_) => Kind::Duration,
            Self::Enum { .. } => Kind::Enum,
            Self::Ref(reference) => Kind::Ref(reference.kind),
            Self::Set(elements) => Kind::Set(elements.first().map_or(SetOf::Text, Self::set_of)),
            Self::Phone(_) => Kind::Phone,
            Self::Email(_) => Kind::Email,
        }
    }

    /// The date or instant shifted (4.4); other values stay as they are, overflow gives nothing.
    pub fn shifted(&self, offset: Offset, workdays: &Workdays) -> Self {
        let shift = |local| calendar::shift(local, offset, workdays);
        match self {
            Self::Date(day) => shift(day.and_time(NaiveTime::MIN))
                .map_or(Self::Empty, |local| Self::Date(local.date())),
            Self::DateTime(instant) => calendar::moscow(*instant)
                .and_then(shift)
                .map_or(Self::Empty, |local| {
                    Self::DateTime(calendar::instant(local))
                }),
            Self::Time(time) => shift(NaiveDate::default().and_time(*time))
                .map_or(Self::Empty, |local| Self::Time(local.time())),
            other => other.clone(),
        }
    }

    fn set_of(&self) -> SetOf {
        match self {
            Self::Enum { .. } => SetOf::Enum,
            Self::Ref(_) => SetOf::Ref,
            Self::Phone(_) => SetOf::Phone,
            Self::Email(_) => SetOf::Email,
            Self::Weekday(_) => SetOf::Weekday,
            _ => SetOf::Text,
        }
    }
}

impl From<calendar::Moment> for Fact {
    fn from(moment: calendar::Moment) -> Self {
        match moment {
            calendar::Moment::Day(day) => Self::Date(day),
            calendar::Moment::Instant(instant) => Self::DateTime(instant),
        }
    }
}

impl Reference {
    /// Its name, or its number if the dictionary does not know it.
    pub fn text(&self) -> String {
        if self.name.is_empty() {
            self.id.to_string()
        } else {
            self.name.clone()
        }
    }
}

fn joined(elements: &[Fact]) -> String {
    let texts: Vec<String> = elements.iter().map(Fact::text).collect();
    texts.join(", ")
}

#[cfg(test)]
mod tests;
