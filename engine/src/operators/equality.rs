//! Равно and не равно.

use std::collections::BTreeSet;

use super::{Class, Comparison, Entry, Quick, align, class, fold, operator, phone};
use crate::fact::Fact;

const LEFTS: &[Class] = &[
    Class::Text,
    Class::Phone,
    Class::Number,
    Class::Bool,
    Class::Date,
    Class::Time,
    Class::Weekday,
    Class::Enum,
    Class::Ref,
    Class::Set,
    Class::Phones,
    Class::Emails,
    Class::Dynamic,
];

pub(super) static ENTRIES: &[Entry] = &[
    operator(
        "eq",
        "Равно",
        "Стороны совпадают; большие и маленькие буквы не различаются, пустое равно пустому.",
        LEFTS,
        rights,
        equal_facts,
    )
    .mirrored("eq")
    .on_empty(on_empty)
    .quickly(Quick::Equal),
    operator(
        "ne",
        "Не равно",
        "Стороны не совпадают; если пусто только с одной стороны, это тоже различие.",
        LEFTS,
        rights,
        equal_facts,
    )
    .mirrored("ne")
    .on_empty(on_empty)
    .quickly(Quick::Equal)
    .negated(),
];

fn rights(left: Class, right: Class) -> bool {
    use Class::{Bool, Date, Dynamic, Enum, Number, Phone, Ref, Text, Time, Weekday};
    match left {
        Text => matches!(right, Text | Phone | Number | Enum | Ref | Dynamic),
        Phone => matches!(right, Text | Phone | Number | Dynamic),
        Number => matches!(right, Text | Number | Dynamic),
        Bool => matches!(right, Number | Bool | Dynamic),
        Date => matches!(right, Date | Weekday | Dynamic),
        Time => matches!(right, Date | Time | Dynamic),
        Weekday => matches!(right, Number | Date | Weekday | Dynamic),
        Enum => matches!(right, Text | Number | Enum | Ref | Dynamic),
        Ref => matches!(right, Text | Number | Ref | Dynamic),
        // A set as well, so that the sides of `set eq text` can be swapped (A14).
        Dynamic => true,
        Class::Set => right.is_set() || matches!(right, Enum | Dynamic),
        Class::Phones | Class::Emails => right.is_set() || right.is_written(),
    }
}

/// Two empty sides are equal; an unticked check box, which amoCRM may leave out, is «нет».
fn on_empty(left: &Fact, right: &Fact) -> bool {
    match (left, right) {
        (Fact::Bool(yes), _) | (_, Fact::Bool(yes)) => !yes,
        _ => align::is_nothing(left, right) && align::is_nothing(right, left),
    }
}

fn equal_facts(left: &Fact, right: &Fact) -> Comparison {
    if let Some(comparison) = one_of_channels(left, right) {
        return comparison;
    }
    match align::align(left, right) {
        Ok((left, right)) => {
            let result = same(&left, &right);
            Comparison::of(result, align::shown(&left), align::shown(&right))
        }
        Err(note) => Comparison::failed(left, right, note),
    }
}

/// Several phones or e-mails equal a single one if any of them does (rule 7).
fn one_of_channels(left: &Fact, right: &Fact) -> Option<Comparison> {
    let is_channels = |fact: &Fact| class(fact.kind()).is_channels();
    let single = match (is_channels(left), is_channels(right)) {
        (true, false) => right,
        (false, true) => left,
        _ => return None,
    };
    if matches!(single, Fact::Set(_)) || align::as_set(single).len() > 1 {
        return None;
    }
    let any = |set: &[Fact]| set.iter().any(|element| equal(element, single));
    let result = match (left, right) {
        (Fact::Set(set), _) | (_, Fact::Set(set)) => any(set),
        _ => return None,
    };
    Some(Comparison::of(result, left.text(), right.text()))
}

/// Whether two facts are equal; what can't be compared is not.
pub(super) fn equal(left: &Fact, right: &Fact) -> bool {
    use Fact::{Dynamic, Enum, Money, Number, Ref, Text};
    match (left, right) {
        // Lists are searched with these pairs, so they are compared where they stand.
        (Enum { .. }, Enum { .. }) | (Ref(_), Ref(_)) => return same(left, right),
        (Text(one), Text(other) | Dynamic(other)) | (Dynamic(one), Text(other)) => {
            return fold::same(one, other);
        }
        (Number(one) | Money(one), Number(other) | Money(other)) => return one == other,
        _ => {}
    }
    align::align(left, right).is_ok_and(|(left, right)| same(&left, &right))
}

/// Whether two aligned facts are equal.
fn same(left: &Fact, right: &Fact) -> bool {
    match (left, right) {
        (Fact::Set(left), Fact::Set(right)) => covers(left, right) && covers(right, left),
        (
            Fact::Enum { id, text },
            Fact::Enum {
                id: other,
                text: name,
            },
        ) => (*id != 0 && id == other) || fold::same(text, name),
        (Fact::Ref(left), Fact::Ref(right)) => {
            let one_pipeline = match (left.pipeline, right.pipeline) {
                (Some(left), Some(right)) => left == right,
                _ => true, // a stage named without its pipeline
            };
            left.kind == right.kind && left.id == right.id && one_pipeline
        }
        (Fact::Phone(left), Fact::Phone(right)) => phone::same(left, right),
        (Fact::Text(left), Fact::Text(right)) | (Fact::Email(left), Fact::Email(right)) => {
            fold::same(left, right)
        }
        (Fact::Enum { text, .. }, Fact::Text(name))
        | (Fact::Text(name), Fact::Enum { text, .. }) => fold::same(text, name),
        _ => left == right,
    }
}

/// Whether each element of the second set has an equal in the first.
pub(super) fn covers(set: &[Fact], wanted: &[Fact]) -> bool {
    match folded(set, wanted) {
        Some((set, wanted)) => wanted.is_subset(&set),
        None => wanted
            .iter()
            .all(|it| set.iter().any(|element| equal(element, it))),
    }
}

/// Whether the sets share an element.
pub(super) fn meets(set: &[Fact], wanted: &[Fact]) -> bool {
    match folded(set, wanted) {
        Some((set, wanted)) => !set.is_disjoint(&wanted),
        None => set
            .iter()
            .any(|element| wanted.iter().any(|it| equal(element, it))),
    }
}

/// So many pairs of elements are tried one by one.
const FEW_PAIRS: usize = 256;

/// Both sets folded, so that thousands of tags are compared without trying each with each.
///
/// Only where [`equal`] compares folded texts: two texts of unknown type may also be equal as numbers.
fn folded(set: &[Fact], wanted: &[Fact]) -> Option<(BTreeSet<String>, BTreeSet<String>)> {
    let is_text = |fact: &Fact| matches!(fact, Fact::Text(_));
    if set.len().saturating_mul(wanted.len()) <= FEW_PAIRS {
        return None; // trying them is faster than folding all
    }
    if !(set.iter().all(is_text) || wanted.iter().all(is_text)) {
        return None;
    }
    let texts = |facts: &[Fact]| -> Option<BTreeSet<String>> {
        let text = |fact: &Fact| match fact {
            Fact::Text(text) | Fact::Dynamic(text) => Some(fold::fold(text)),
            _ => None,
        };
        facts.iter().map(text).collect()
    };
    texts(set).zip(texts(wanted))
}
