//! Reading a text as a value of a given type (section 2 of the language reference).

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{Fact, parse_number};
use crate::{
    calendar,
    kind::{Kind, SetOf},
};

impl Fact {
    /// The text as a value of `kind`; blank text is empty of every type.
    ///
    /// `None` if the text is no such value. Options and references need a dictionary and are never read here.
    pub fn parse(text: &str, kind: Kind) -> Option<Self> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Some(Self::Empty);
        }
        match kind {
            Kind::Text => Some(Self::Text(text.to_owned())),
            Kind::Dynamic => Some(Self::Dynamic(text.to_owned())),
            Kind::Phone => Some(Self::Phone(text.to_owned())),
            Kind::Email => Some(Self::Email(text.to_owned())),
            Kind::Number => parse_number(trimmed).map(Self::Number),
            Kind::Money => parse_number(trimmed).map(Self::Money),
            Kind::Bool => parse_bool(trimmed).map(Self::Bool),
            Kind::DateTime => calendar::parse(trimmed).map(|it| Self::DateTime(it.instant())),
            Kind::Date => calendar::parse(trimmed)?.day().map(Self::Date),
            Kind::Time => parse_time(trimmed),
            Kind::Weekday => calendar::parse_weekday(trimmed).map(Self::Weekday),
            Kind::Duration => parse_duration(trimmed).map(Self::Duration),
            Kind::Set(of) => parse_set(text, of),
            Kind::Enum | Kind::Ref(_) => None,
        }
    }
}

/// Splits a text at commas and line ends; blank elements are dropped.
pub fn elements(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '\n', '\r'])
        .map(str::trim)
        .filter(|element| !element.is_empty())
}

fn parse_bool(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "1" | "да" | "yes" | "true" | "on" => Some(true),
        "0" | "нет" | "no" | "false" | "off" => Some(false),
        _ => None,
    }
}

/// A time, or the time part of a date with time.
fn parse_time(text: &str) -> Option<Fact> {
    let whole = || match calendar::parse(text)? {
        calendar::Moment::Instant(instant) => calendar::time_of(instant),
        calendar::Moment::Day(_) => None,
    };
    calendar::parse_time(text).or_else(whole).map(Fact::Time)
}

/// Whole seconds, `1:30` (minutes and seconds, as a call's length is written) or `1:02:03`.
fn parse_duration(text: &str) -> Option<i64> {
    let mut parts = text.split(':');
    let first = parts.next()?;
    if text == first {
        return parse_number(text).and_then(whole);
    }
    let mut seconds = part(first)?;
    let mut left = 2;
    for next in parts {
        left -= 1;
        seconds = seconds.checked_mul(60)?.checked_add(part(next)?)?;
        if left < 0 {
            return None;
        }
    }
    Some(seconds)
}

/// A part of a length that is written with colons.
fn part(text: &str) -> Option<i64> {
    text.trim().parse::<u32>().ok().map(i64::from)
}

fn whole(number: Decimal) -> Option<i64> {
    if number.fract().is_zero() {
        number.to_i64()
    } else {
        None
    }
}

fn parse_set(text: &str, of: SetOf) -> Option<Fact> {
    let kind = match of {
        SetOf::Text => Kind::Text,
        SetOf::Phone => Kind::Phone,
        SetOf::Email => Kind::Email,
        SetOf::Weekday => Kind::Weekday,
        SetOf::Enum | SetOf::Ref => return None,
    };
    let facts: Option<Vec<Fact>> = elements(text).map(|it| Fact::parse(it, kind)).collect();
    facts.map(Fact::Set)
}
