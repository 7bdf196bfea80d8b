//! Samples of a value: beside every constant it is compared with, between them, and beyond them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, NaiveTime};
use rust_decimal::Decimal;

use super::{
    row::{Reading, Subject, Tells},
    stage,
};
use crate::{
    calendar::{self, Moment},
    fact::{Fact, Reference, parse_number},
    kind::Kind,
    operators::fold,
    snapshot::Dictionaries,
    values::{Entry, Group},
};

/// A text that nobody writes: it equals nothing and can't be read as anything.
const STRANGE: &str = "\u{1}¿";
/// More moments than this beside one value are not looked at.
const MAX_SHIFTS: usize = 12;
/// A number that amoCRM gives to nothing.
pub(super) const UNUSED: u64 = u64::MAX;
pub(super) const DAY_S: i64 = 86_400;

/// One way in which facts can be.
#[derive(Clone, Debug)]
pub(super) enum Sample {
    /// The value itself; several for values that depend on each other.
    Facts(Vec<Fact>),
    /// A value of which only is known that it is filled.
    Filled,
    /// How a value and another one, moved by so many seconds, are ordered.
    Orders(BTreeMap<i64, Order>),
    /// Whether the value changed.
    Changed(bool),
}

/// How two values are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Less,
    Same,
    More,
    /// Equal, but of a type without order, or both empty.
    Equal,
    /// Not equal and without order, or one of them is empty.
    Different,
}

/// Samples for the rows of one key; none if too little is known.
pub(super) fn of(rows: &[&Reading], names: &Dictionaries) -> Vec<Sample> {
    let Some(first) = rows.first() else {
        return Vec::new();
    };
    match &first.subject {
        Subject::Value(_) if first.key.as_deref() == Some(stage::KEY) => {
            stage::samples(rows, names)
        }
        Subject::Value(_) => values(rows, first),
        Subject::Pair { .. } => orders(rows),
        Subject::Change => vec![Sample::Changed(true), Sample::Changed(false)],
        Subject::Fixed(_) | Subject::Unknown => vec![Sample::Filled],
    }
}

/// Whether the sample stands for all values that no row speaks of.
pub(super) fn is_strange(fact: &Fact) -> bool {
    matches!(fact, Fact::Text(text) | Fact::Dynamic(text) if text == STRANGE)
}

/// Samples of a value; what a value is never, for example empty, is left out.
fn values(rows: &[&Reading], first: &Reading) -> Vec<Sample> {
    let exact = rows.iter().filter(|row| row.is_exact());
    let constants: Vec<&Fact> = exact
        .filter_map(|row| row.right.as_ref())
        .flat_map(parts)
        .collect();
    let kind = first.kind;
    let mut all: Vec<Sample> = typed(first, &constants)
        .into_iter()
        .map(|fact| Sample::Facts(vec![fact]))
        .collect();
    let is_typed = !matches!(
        kind,
        Kind::Set(_) | Kind::Phone | Kind::Email | Kind::Dynamic
    );
    // A value that is not of its type, for example a word in a field of numbers.
    if matches!(kind, Kind::Date | Kind::DateTime) && first.may_be_odd() {
        // A word of a weekday equals each day of it.
        let words = (1..=7).map(|day| Fact::Text(Fact::Weekday(day).text()));
        all.extend(words.map(|word| Sample::Facts(vec![word])));
    }
    if kind == Kind::Text || is_typed && first.may_be_odd() {
        all.push(Sample::Facts(vec![Fact::Text(STRANGE.to_owned())]));
    } else if first.is_written() {
        all.push(Sample::Facts(vec![Fact::Dynamic(STRANGE.to_owned())]));
    } else if !is_typed {
        all.push(Sample::Filled);
    }
    if first.moved || !is_always_filled(first) {
        all.push(Sample::Facts(vec![Fact::Empty]));
    }
    all
}

fn typed(row: &Reading, constants: &[&Fact]) -> Vec<Fact> {
    match row.kind {
        Kind::Number | Kind::Money | Kind::Duration => {
            match row.value_entry().and_then(|entry| entry.whole) {
                Some(bounds) => wholes(constants, bounds),
                None => numbers(constants),
            }
        }
        Kind::Date | Kind::DateTime => moments(constants),
        Kind::Time => times(constants),
        Kind::Weekday => (1..=7).map(Fact::Weekday).collect(),
        Kind::Bool => vec![Fact::Bool(true), Fact::Bool(false)],
        Kind::Ref(_) | Kind::Enum => named(constants, row.kind),
        Kind::Text => texts(constants),
        Kind::Dynamic if row.is_written() => {
            let numbers = numbers(constants).into_iter();
            numbers.map(|it| Fact::Dynamic(it.text())).collect()
        }
        Kind::Set(_) | Kind::Phone | Kind::Email | Kind::Dynamic => Vec::new(),
    }
}

/// The clock always shows something, and whether an entity is there is always known.
fn is_always_filled(row: &Reading) -> bool {
    let is_clock = |entry: &Entry| entry.group == Group::Now;
    row.is_presence() || row.is_filled() && row.value_entry().is_some_and(is_clock)
}

/// Every order of two values; beside moments one after another they are above the earlier ones.
fn orders(rows: &[&Reading]) -> Vec<Sample> {
    let mut shifts = BTreeSet::new();
    let (mut is_same, mut is_sure) = (false, false);
    for row in rows {
        if let Subject::Pair { same, sure, shift } = row.subject {
            shifts.insert(shift);
            is_same |= same;
            is_sure |= sure;
        }
    }
    let shifts: Vec<i64> = shifts.into_iter().collect();
    let of = |orders: Vec<Order>| {
        let pairs = shifts.iter().copied().zip(orders);
        Sample::Orders(pairs.collect())
    };
    let only = |order| of(vec![order; shifts.len()]);
    let all = if shifts.len() == 1 {
        let all = [Order::Less, Order::Same, Order::More];
        all.into_iter()
            .filter(|it| !is_same || *it == Order::Same)
            .map(only)
            .collect()
    } else if rows.iter().all(|row| row.is_order()) && shifts.len() <= MAX_SHIFTS {
        let mut all = Vec::new();
        for above in 0..=shifts.len() {
            for upto in above..=shifts.len() {
                let order = |at: usize| match at {
                    at if at < above => Order::More,
                    at if at < upto => Order::Same,
                    _ => Order::Less,
                };
                all.push(of((0..shifts.len()).map(order).collect()));
            }
        }
        all
    } else {
        return Vec::new();
    };
    let odd = [Order::Equal, Order::Different];
    let odd = odd.into_iter().filter(|it| !is_sure || *it == Order::Equal);
    all.into_iter().chain(odd.map(only)).collect()
}

/// On which samples of the left type the row can be compared.
pub(super) fn suits(row: &Reading, code: &str) -> Tells {
    let Some(right) = &row.right else {
        return Tells::Nothing;
    };
    let is_list = matches!(code, "in" | "nin" | "between");
    let by_value = is_list || matches!(code, "eq" | "ne" | "gt" | "ge" | "lt" | "le");
    if !by_value && row.kind != Kind::Text {
        return Tells::Nothing; // what the text of a value contains
    }
    let is_text = matches!(right, Fact::Dynamic(_) | Fact::Text(_));
    let is_divided = is_list && is_text && row.kind != Kind::Weekday;
    let mut constants = parts(right);
    let told = match row.kind {
        _ if is_divided && row.kind != Kind::Text => false, // a text that is divided into elements
        Kind::Number | Kind::Money | Kind::Duration => constants.all(|it| number(it).is_some()),
        Kind::Date | Kind::DateTime => constants.all(|it| moment(it).is_some()),
        Kind::Time => constants.all(|it| time(it).is_some()),
        Kind::Weekday => constants.all(is_weekday),
        Kind::Bool => constants.all(|it| matches!(it, Fact::Bool(_))),
        Kind::Ref(_) => constants.all(|it| matches!(it, Fact::Ref(_))),
        Kind::Enum => constants.all(|it| matches!(it, Fact::Enum { id, .. } if *id != 0)),
        Kind::Text => constants.all(|it| matches!(it, Fact::Dynamic(_) | Fact::Text(_))),
        Kind::Dynamic if row.is_written() => {
            let is_number = matches!(right, Fact::Number(_) | Fact::Money(_));
            is_number && matches!(code, "eq" | "ne" | "gt" | "ge" | "lt" | "le")
        }
        Kind::Set(_) | Kind::Phone | Kind::Email | Kind::Dynamic => false,
    };
    match row.kind {
        _ if !told => Tells::Nothing,
        // A word in a field of numbers or dates is ordered beside a written constant as a text.
        kind if kind != Kind::Text
            && row.may_be_odd()
            && matches!(code, "gt" | "ge" | "lt" | "le" | "between")
            && parts(right).any(|it| matches!(it, Fact::Dynamic(_)))
            && !(code == "between" && is_turned(right)) =>
        {
            Tells::Listed
        }
        // A text beside a list is divided into elements.
        Kind::Text if matches!((code, right), ("eq" | "ne", Fact::Set(_))) => Tells::Nothing,
        Kind::Text => match code {
            "eq" | "ne" | "in" | "nin" if !is_divided => Tells::All,
            "match" | "nmatch" | "between" | "gt" | "ge" | "lt" | "le" => Tells::Nothing,
            _ => Tells::Listed,
        },
        _ => Tells::All,
    }
}

/// Whether a constant is known by its number alone.
pub(super) fn lacks_name(constant: &Fact) -> bool {
    parts(constant).any(|part| match part {
        Fact::Ref(reference) => reference.name.is_empty(),
        // Its number stands for the text that nobody told.
        Fact::Enum { id, text } => text.trim().is_empty() || *text == id.to_string(),
        _ => false,
    })
}

/// Whether the bounds of a range stand the wrong way round as texts too, so that no word is between them.
fn is_turned(range: &Fact) -> bool {
    let texts: Vec<String> = parts(range).map(|it| fold(&it.text())).collect();
    matches!(texts.as_slice(), [from, to] if from > to)
}

pub(super) fn parts(fact: &Fact) -> impl Iterator<Item = &Fact> {
    match fact {
        Fact::Set(elements) => elements.iter(),
        other => std::slice::from_ref(other).iter(),
    }
    .filter(|part| !part.is_empty())
}

/// A day of the week, also one that is written out.
fn is_weekday(fact: &Fact) -> bool {
    match fact {
        Fact::Weekday(_) => true,
        Fact::Dynamic(text) => calendar::parse_weekday(text).is_some(),
        _ => false,
    }
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

/// Whole numbers on both sides of every constant, within the bounds of the value.
fn wholes(constants: &[&Fact], (from, to): (u32, u32)) -> Vec<Fact> {
    let marks = constants.iter().filter_map(|it| number(it));
    let around = marks.flat_map(|mark| {
        let whole = mark.fract().is_zero().then_some(mark);
        let below = mark.ceil().checked_sub(Decimal::ONE);
        [below, whole, mark.floor().checked_add(Decimal::ONE)]
    });
    let (from, to) = (Decimal::from(from), Decimal::from(to));
    let all: BTreeSet<Decimal> = around.flatten().chain([from, to]).collect();
    all.range(from..=to).copied().map(Fact::Number).collect()
}

/// A date, also one that is written out. Words of a weekday are none, and letters could differ in their case.
fn moment(fact: &Fact) -> Option<Moment> {
    match fact {
        Fact::Date(day) => Some(Moment::Day(*day)),
        Fact::DateTime(instant) => Some(Moment::Instant(*instant)),
        Fact::Dynamic(text) if !text.contains(char::is_alphabetic) => calendar::parse(text),
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
