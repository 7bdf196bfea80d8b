//! Больше, меньше, в диапазоне; for dates позже, раньше.

use std::cmp::Ordering;

use super::{Class, Comparison, Entry, Quick, align, fold::fold, operator};
use crate::{
    fact::Fact,
    problem::{Code, Problem},
};

const LEFTS: &[Class] = &[Class::Number, Class::Date, Class::Time, Class::Dynamic];

pub(super) static ENTRIES: &[Entry] = &[
    operator(
        "gt",
        "Больше",
        "Верхнее значение больше нижнего, дата — позже; с пустым условие не выполняется.",
        LEFTS,
        rights,
        |left, right| ordered(left, right, Ordering::is_gt),
    )
    .quickly(Quick::Order(Ordering::is_gt))
    .mirrored("lt")
    .for_dates("Позже"),
    operator(
        "ge",
        "Больше или равно",
        "Верхнее не меньше нижнего, дата — не раньше; с пустым условие не выполняется.",
        LEFTS,
        rights,
        |left, right| ordered(left, right, Ordering::is_ge),
    )
    .quickly(Quick::Order(Ordering::is_ge))
    .mirrored("le")
    .for_dates("Не раньше"),
    operator(
        "lt",
        "Меньше",
        "Верхнее значение меньше нижнего, дата — раньше; с пустым условие не выполняется.",
        LEFTS,
        rights,
        |left, right| ordered(left, right, Ordering::is_lt),
    )
    .quickly(Quick::Order(Ordering::is_lt))
    .mirrored("gt")
    .for_dates("Раньше"),
    operator(
        "le",
        "Меньше или равно",
        "Верхнее не больше нижнего, дата — не позже; с пустым условие не выполняется.",
        LEFTS,
        rights,
        |left, right| ordered(left, right, Ordering::is_le),
    )
    .quickly(Quick::Order(Ordering::is_le))
    .mirrored("ge")
    .for_dates("Не позже"),
    operator(
        "between",
        "В диапазоне",
        "Верхнее между двумя границами или равно одной из них; пустое не подходит.",
        LEFTS,
        range_rights,
        between,
    ),
];

fn rights(left: Class, right: Class) -> bool {
    use Class::{Date, Dynamic, Number, Text, Time};
    match left {
        Number => matches!(right, Number | Dynamic),
        Date => matches!(right, Date | Dynamic),
        Time => matches!(right, Date | Time | Dynamic),
        Dynamic => matches!(right, Text | Number | Date | Time | Dynamic),
        _ => false,
    }
}

fn ordered(left: &Fact, right: &Fact, holds: fn(Ordering) -> bool) -> Comparison {
    match order(left, right) {
        Ok((ordering, left, right)) => {
            Comparison::of(holds(ordering), align::shown(&left), align::shown(&right))
        }
        Err(note) => Comparison::failed(left, right, note),
    }
}

/// How the sides are ordered, and what they were compared as.
fn order(left: &Fact, right: &Fact) -> Result<(Ordering, Fact, Fact), Problem> {
    let (left, right) = align::align(left, right)?;
    let ordering = match (&left, &right) {
        (Fact::Number(one), Fact::Number(other)) => one.cmp(other),
        (Fact::DateTime(one), Fact::DateTime(other)) => one.cmp(other),
        (Fact::Date(one), Fact::Date(other)) => one.cmp(other),
        (Fact::Time(one), Fact::Time(other)) => one.cmp(other),
        (Fact::Text(one), Fact::Text(other)) => fold(one).cmp(&fold(other)),
        _ => {
            let detail = format!("«{}» и «{}» не имеют порядка", left.text(), right.text());
            return Err(Problem::warning(Code::NotComparable, detail));
        }
    };
    Ok((ordering, left, right))
}

fn range_rights(left: Class, right: Class) -> bool {
    LEFTS.contains(&left) && (right.is_set() || right == Class::Dynamic)
}

/// Both bounds belong to the range.
fn between(left: &Fact, right: &Fact) -> Comparison {
    let bounds = bounds(right);
    let [from, to] = bounds.as_slice() else {
        let note = Problem::error(
            Code::BadConstant,
            "Нужны две границы: укажите, от чего и до чего, например 1..5",
        );
        return Comparison::failed(left, right, note);
    };
    match (order(left, from), order(left, to)) {
        (Ok((above, value, from)), Ok((below, _, to))) => Comparison::of(
            above.is_ge() && below.is_le(),
            value.text(),
            format!("{} … {}", from.text(), to.text()),
        ),
        (Err(note), _) | (_, Err(note)) => Comparison::failed(left, right, note),
    }
}

/// Two bounds: a set, or a text such as `1..5`, `1; 5` or `1, 5`.
fn bounds(right: &Fact) -> Vec<Fact> {
    let Fact::Dynamic(text) = right else {
        return align::as_set(right).into_owned();
    };
    let separators = ["..", "…", ";", "\n", " - ", "–", "—"];
    let divided = separators.iter().find_map(|it| text.split_once(it));
    match divided {
        Some((from, to)) => [from, to]
            .into_iter()
            .filter(|bound| !bound.trim().is_empty())
            .map(|bound| Fact::Dynamic(bound.trim().to_owned()))
            .collect(),
        None => align::as_set(right).into_owned(),
    }
}
