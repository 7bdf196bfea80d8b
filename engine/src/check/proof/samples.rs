//! Samples of a value: beside every constant it is compared with, between them, and beyond them.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, NaiveTime};
use rust_decimal::Decimal;

use super::row::Reading;
use crate::{
    calendar::{self, Moment},
    fact::{Fact, Reference, parse_number},
    kind::Kind,
};

/// A text that nobody writes: it equals nothing and can't be read as anything.
const STRANGE: &str = "\u{1}¿";
/// A number that amoCRM gives to nothing.
const UNUSED: u64 = u64::MAX;
const DAY_S: i64 = 86_400;

/// Samples for the rows of one source; `None` is a value of which only is known that it is filled.
pub(super) fn of(rows: &[&Reading]) -> Vec<Option<Fact>> {
    let kind = rows.first().map_or(Kind::Dynamic, |row| row.kind);
    let constants: Vec<&Fact> = rows
        .iter()
        .filter(|row| row.is_exact())
        .filter_map(|row| row.right.as_ref())
        .flat_map(parts)
        .collect();
    let typed = match kind {
        Kind::Number | Kind::Money | Kind::Duration => numbers(&constants),
        Kind::Date | Kind::DateTime => moments(&constants),
        Kind::Time => times(&constants),
        Kind::Weekday => (1..=7).map(Fact::Weekday).collect(),
        Kind::Bool => vec![Fact::Bool(true), Fact::Bool(false)],
        Kind::Ref(_) | Kind::Enum => named(&constants, kind),
        Kind::Text => texts(&constants),
        Kind::Set(_) | Kind::Phone | Kind::Email | Kind::Dynamic => Vec::new(),
    };
    let all = typed.into_iter().map(Some);
    // A value that is not of its type, for example a word in a field of numbers.
    let odd = [
        Some(Fact::Empty),
        Some(Fact::Text(STRANGE.to_owned())),
        None,
    ];
    let has_typed = !matches!(
        kind,
        Kind::Set(_) | Kind::Phone | Kind::Email | Kind::Dynamic
    );
    let odd = odd.into_iter().filter(|sample| match sample {
        Some(Fact::Text(_)) => has_typed,
        Some(_) => true,
        None => !has_typed,
    });
    all.chain(odd).collect()
}

/// Whether the samples of the left type tell what the row gives.
pub(super) fn suits(row: &Reading, code: &str) -> bool {
    let Some(right) = &row.right else {
        return false;
    };
    let is_list = matches!(code, "in" | "nin" | "between");
    if is_list && !matches!(right, Fact::Set(_)) && row.kind != Kind::Weekday {
        return false; // a text that is divided into elements
    }
    let mut constants = parts(right);
    match row.kind {
        Kind::Number | Kind::Money | Kind::Duration => constants.all(|it| number(it).is_some()),
        Kind::Date | Kind::DateTime => constants.all(|it| moment(it).is_some()),
        Kind::Time => constants.all(|it| time(it).is_some()),
        Kind::Weekday => constants.all(|it| matches!(it, Fact::Weekday(_))),
        Kind::Bool => constants.all(|it| matches!(it, Fact::Bool(_))),
        Kind::Ref(_) => constants.all(|it| matches!(it, Fact::Ref(_))),
        Kind::Enum => constants.all(|it| matches!(it, Fact::Enum { id, .. } if *id != 0)),
        Kind::Text => {
            matches!(code, "eq" | "ne" | "in" | "nin")
                && constants.all(|it| matches!(it, Fact::Dynamic(_) | Fact::Text(_)))
        }
        Kind::Set(_) | Kind::Phone | Kind::Email | Kind::Dynamic => false,
    }
}

fn parts(fact: &Fact) -> impl Iterator<Item = &Fact> {
    match fact {
        Fact::Set(elements) => elements.iter(),
        other => std::slice::from_ref(other).iter(),
    }
    .filter(|part| !part.is_empty())
}

fn number(fact: &Fact) -> Option<Decimal> {
    match fact {
        Fact::Number(number) | Fact::Money(number) => Some(*number),
        Fact::Duration(seconds) => Some(Decimal::from(*seconds)),
        Fact::Dynamic(text) => parse_number(text),
        _ => None,
    }
}

fn numbers(constants: &[&Fact]) -> Vec<Fact> {
    let marks: BTreeSet<Decimal> = constants.iter().filter_map(|it| number(it)).collect();
    let two = Decimal::TWO;
    let between = marks.iter().zip(marks.iter().skip(1));
    let between = between.filter_map(|(low, high)| (low / two).checked_add(high / two));
    let ends = [
        marks
            .first()
            .map_or(Some(Decimal::ZERO), |low| low.checked_sub(Decimal::ONE)),
        marks.last().and_then(|high| high.checked_add(Decimal::ONE)),
    ];
    let all = marks
        .iter()
        .copied()
        .chain(between)
        .chain(ends.into_iter().flatten());
    all.map(Fact::Number).collect()
}

fn moment(fact: &Fact) -> Option<Moment> {
    match fact {
        Fact::Date(day) => Some(Moment::Day(*day)),
        Fact::DateTime(instant) => Some(Moment::Instant(*instant)),
        _ => None,
    }
}

/// Days and instants on both sides of every place where a comparison can turn.
fn moments(constants: &[&Fact]) -> Vec<Fact> {
    let mut turns = BTreeSet::new();
    let mut days: BTreeSet<NaiveDate> = BTreeSet::new();
    for moment in constants.iter().filter_map(|it| moment(it)) {
        let Some(day) = moment.day() else { continue };
        let around = [
            day.checked_sub_days(Days::new(1)),
            Some(day),
            day.checked_add_days(Days::new(1)),
        ];
        days.extend(around.into_iter().flatten());
        let midnight = calendar::midnight(day);
        turns.extend([midnight, midnight.saturating_add(DAY_S)]);
        if let Moment::Instant(instant) = moment {
            turns.insert(instant);
        }
    }
    if turns.is_empty() {
        turns.insert(0);
    }
    let around = |turn: &i64| [turn.saturating_sub(1), *turn, turn.saturating_add(1)];
    let instants: BTreeSet<i64> = turns.iter().flat_map(around).collect();
    let instants = instants.into_iter().map(Fact::DateTime);
    days.into_iter().map(Fact::Date).chain(instants).collect()
}

fn time(fact: &Fact) -> Option<NaiveTime> {
    match fact {
        Fact::Time(time) => Some(*time),
        Fact::Dynamic(text) => calendar::parse_time(text),
        _ => None,
    }
}

fn times(constants: &[&Fact]) -> Vec<Fact> {
    use chrono::Timelike;
    let marks = constants.iter().filter_map(|it| time(it));
    let seconds = marks.map(|mark| mark.num_seconds_from_midnight());
    let around = seconds.flat_map(|at| [at.saturating_sub(1), at, at.saturating_add(1)]);
    let all: BTreeSet<u32> = around.chain([0, 86_399]).collect();
    let time = |at| NaiveTime::from_num_seconds_from_midnight_opt(at, 0);
    all.into_iter().filter_map(time).map(Fact::Time).collect()
}

/// The things compared with, each also without its pipeline, and one of which no row speaks.
fn named(constants: &[&Fact], kind: Kind) -> Vec<Fact> {
    let mut samples = Vec::new();
    for constant in constants {
        samples.push((*constant).clone());
        if let Fact::Ref(reference) = constant {
            samples.push(Fact::Ref(Reference {
                pipeline: None,
                ..reference.clone()
            }));
        }
    }
    samples.push(match kind {
        Kind::Ref(kind) => Fact::Ref(Reference {
            kind,
            id: UNUSED,
            pipeline: Some(UNUSED),
            name: STRANGE.to_owned(),
        }),
        _ => Fact::Enum {
            id: UNUSED,
            text: STRANGE.to_owned(),
        },
    });
    samples
}

fn texts(constants: &[&Fact]) -> Vec<Fact> {
    constants.iter().map(|it| Fact::Text(it.text())).collect()
}
