//! Bringing two sides to one type before they are compared (rules 3–5).

use std::borrow::Cow;

use chrono::Timelike;
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{class, fold, phone};
use crate::{
    calendar::{self, Moment},
    fact::{Fact, elements, parse_number},
    kind::Kind,
    problem::{Code, Problem},
};

/// Both sides as facts of one type; a note if one of them is no such thing.
pub(super) fn align(left: &Fact, right: &Fact) -> Result<(Fact, Fact), Problem> {
    match (written(left), written(right)) {
        (Some(one), Some(other)) => Ok(texts(left, right)
            .unwrap_or_else(|| (Fact::Text(trimmed(one)), Fact::Text(trimmed(other))))),
        (Some(text), None) => typed(&convert(text, right)?, right),
        (None, Some(text)) => typed(left, &convert(text, left)?),
        (None, None) => typed(left, right),
    }
}

/// The elements of a set; several if the text was written by hand with commas.
pub(super) fn as_set(fact: &Fact) -> Cow<'_, [Fact]> {
    match fact {
        Fact::Set(facts) => Cow::Borrowed(facts),
        Fact::Dynamic(text) => listed(text, Fact::Dynamic),
        Fact::Text(text) => listed(text, Fact::Text),
        other => Cow::Borrowed(std::slice::from_ref(other)),
    }
}

/// Whether a side is no value beside the other: a text without elements is an empty set.
pub(super) fn is_nothing(fact: &Fact, other: &Fact) -> bool {
    let is_set = matches!(other, Fact::Set(_));
    fact.is_empty() || (is_set && written(fact).is_some_and(|it| elements(it).next().is_none()))
}

/// A compared value as the debugger shows it: a time with its seconds where it has some.
pub(super) fn shown(fact: &Fact) -> String {
    match fact {
        Fact::Time(time) if time.second() != 0 => time.format("%H:%M:%S").to_string(),
        other => other.text(),
    }
}

fn listed(text: &str, fact: fn(String) -> Fact) -> Cow<'static, [Fact]> {
    elements(text).map(|it| fact(it.to_owned())).collect()
}

fn written(fact: &Fact) -> Option<&str> {
    match fact {
        Fact::Text(text) | Fact::Dynamic(text) => Some(text),
        _ => None,
    }
}

fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}

/// Two texts of unknown type are numbers if both are, else dates if both are (rule 3).
fn texts(left: &Fact, right: &Fact) -> Option<(Fact, Fact)> {
    let (Fact::Dynamic(left), Fact::Dynamic(right)) = (left, right) else {
        return None;
    };
    match (looks(left), looks(right)) {
        (Looks::Number(left), Looks::Number(right)) => {
            Some((Fact::Number(left), Fact::Number(right)))
        }
        (Looks::Moment(left), Looks::Moment(right)) => dates(left, right),
        _ => None,
    }
}

/// What a text of unknown type is beside another such text (rule 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Looks {
    Number(Decimal),
    Moment(Moment),
    /// Neither, so that it is compared as text.
    Text,
}

/// A number that is no code comes first; no text is both a number and a date in a full form.
pub(crate) fn looks(text: &str) -> Looks {
    match plain_number(text) {
        Some(number) => Looks::Number(number),
        None => calendar::parse_full(text).map_or(Looks::Text, Looks::Moment),
    }
}

/// A number that is not a phone or a code: `+7…` and `007` stay texts.
fn plain_number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let mut first = text.bytes();
    let is_code = match first.next() {
        Some(b'+') => true,
        Some(b'0') => first.next().is_some_and(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    if is_code { None } else { parse_number(text) }
}

/// A text as the type of the other side.
fn convert(text: &str, like: &Fact) -> Result<Fact, Problem> {
    let converted = match like {
        Fact::DateTime(_) | Fact::Date(_) => calendar::parse(text)
            .map(Fact::from)
            .or_else(|| weekday_name(text)),
        Fact::Weekday(_) => {
            Fact::parse(text, Kind::Weekday).or_else(|| calendar::parse_full(text).map(Fact::from))
        }
        Fact::Enum { id, text: name } => Some(named(text, *id, name, like)),
        Fact::Ref(reference) => Some(named(text, reference.id, &reference.name, like)),
        Fact::Set(_) => Some(Fact::Set(
            as_set(&Fact::Dynamic(text.to_owned())).into_owned(),
        )),
        other => Fact::parse(text, other.kind()),
    };
    converted.ok_or_else(|| not_comparable(text, like.kind()))
}

/// A weekday by its name; its number would be a date that is cut short.
fn weekday_name(text: &str) -> Option<Fact> {
    let weekday = match parse_number(text) {
        Some(_) => None,
        None => calendar::parse_weekday(text),
    };
    weekday.map(Fact::Weekday)
}

/// The option or reference itself if the text is its name or number, else just the text.
fn named(text: &str, id: u64, name: &str, like: &Fact) -> Fact {
    if fold::same(text, name) || text.trim().parse() == Ok(id) {
        like.clone()
    } else {
        Fact::Text(trimmed(text))
    }
}

fn not_comparable(text: &str, kind: Kind) -> Problem {
    let detail = format!(
        "не удалось привести «{text}» к типу «{}»",
        class::name(kind)
    );
    Problem::warning(Code::NotComparable, detail)
}

/// Two facts whose types are known.
fn typed(left: &Fact, right: &Fact) -> Result<(Fact, Fact), Problem> {
    let pair = match (left, right) {
        (Fact::Set(_), _) | (_, Fact::Set(_)) => Some((
            Fact::Set(as_set(left).into_owned()),
            Fact::Set(as_set(right).into_owned()),
        )),
        (Fact::Bool(_), _) | (_, Fact::Bool(_)) => boolean(left).zip(boolean(right)),
        (Fact::Time(_), _) | (_, Fact::Time(_)) => time(left).zip(time(right)),
        (Fact::Weekday(_), _) | (_, Fact::Weekday(_)) => weekday(left).zip(weekday(right)),
        (Fact::Date(_) | Fact::DateTime(_), _) | (_, Fact::Date(_) | Fact::DateTime(_)) => {
            moment(left)
                .zip(moment(right))
                .and_then(|(left, right)| dates(left, right))
        }
        (Fact::Phone(_), _) | (_, Fact::Phone(_)) => Some((phone_of(left), phone_of(right))),
        (Fact::Ref(one), Fact::Ref(other)) if one.kind != other.kind => None,
        (Fact::Ref(_), Fact::Ref(_)) | (Fact::Enum { .. }, Fact::Enum { .. }) => {
            Some((left.clone(), right.clone()))
        }
        _ => numbers(left, right).or_else(|| Some((name_of(left), name_of(right)))),
    };
    pair.ok_or_else(|| not_comparable(&left.text(), right.kind()))
}

/// Two numbers; an option or a reference counts by its number against a number.
fn numbers(left: &Fact, right: &Fact) -> Option<(Fact, Fact)> {
    let by_id = |fact: &Fact, other: &Fact| match fact {
        Fact::Enum { id, .. } if number(other).is_some() => Some(Decimal::from(*id)),
        Fact::Ref(reference) if number(other).is_some() => Some(Decimal::from(reference.id)),
        other => number(other),
    };
    let pair = by_id(left, right).zip(by_id(right, left))?;
    Some((Fact::Number(pair.0), Fact::Number(pair.1)))
}

fn number(fact: &Fact) -> Option<Decimal> {
    match fact {
        Fact::Number(number) | Fact::Money(number) => Some(*number),
        Fact::Duration(seconds) => Some(Decimal::from(*seconds)),
        _ => None,
    }
}

fn boolean(fact: &Fact) -> Option<Fact> {
    match fact {
        Fact::Bool(yes) => Some(Fact::Bool(*yes)),
        other => match number(other)? {
            number if number.is_zero() => Some(Fact::Bool(false)),
            number if number == Decimal::ONE => Some(Fact::Bool(true)),
            _ => None,
        },
    }
}

fn time(fact: &Fact) -> Option<Fact> {
    match fact {
        Fact::Time(time) => Some(Fact::Time(*time)),
        Fact::DateTime(instant) => calendar::time_of(*instant).map(Fact::Time),
        _ => None,
    }
}

fn weekday(fact: &Fact) -> Option<Fact> {
    let number = match fact {
        Fact::Weekday(number) => *number,
        Fact::Date(_) | Fact::DateTime(_) => calendar::weekday(moment(fact)?.day()?),
        other => {
            let number = number(other).filter(|number| number.fract().is_zero())?;
            number.to_u8().filter(|number| (1..=7).contains(number))?
        }
    };
    Some(Fact::Weekday(number))
}

fn moment(fact: &Fact) -> Option<Moment> {
    match fact {
        Fact::Date(day) => Some(Moment::Day(*day)),
        Fact::DateTime(instant) => Some(Moment::Instant(*instant)),
        _ => None,
    }
}

/// If either is a pure date, both are cut to days (rule 5).
fn dates(left: Moment, right: Moment) -> Option<(Fact, Fact)> {
    match (left, right) {
        (Moment::Instant(left), Moment::Instant(right)) => {
            Some((Fact::DateTime(left), Fact::DateTime(right)))
        }
        _ => Some((Fact::Date(left.day()?), Fact::Date(right.day()?))),
    }
}

fn phone_of(fact: &Fact) -> Fact {
    Fact::Phone(phone::normal(&fact.text()))
}

fn name_of(fact: &Fact) -> Fact {
    Fact::Text(trimmed(&fact.text()))
}
