//! Пусто и не пусто, изменилось и не изменилось.

use super::{Class, Comparison, Entry, Quick, equality::equal, operator};

const LEFTS: &[Class] = &[
    Class::Text,
    Class::Phone,
    Class::Number,
    Class::Bool,
    Class::Date,
    Class::Time,
    Class::Enum,
    Class::Ref,
    Class::Set,
    Class::Phones,
    Class::Emails,
    Class::Dynamic,
];

pub(super) static ENTRIES: &[Entry] = &[
    presence("empty", "Пусто").quickly(Quick::Empty),
    presence("nempty", "Не пусто")
        .quickly(Quick::Empty)
        .negated(),
    change("changed", "Изменилось"),
    change("nchanged", "Не изменилось").negated(),
];

/// Types of values that can change: all of them.
const CHANGING: &[Class] = &[
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

/// The right side is the value before the change.
const fn change(code: &'static str, label: &'static str) -> Entry {
    operator(
        code,
        label,
        CHANGING,
        |_, _| true,
        |left, right| {
            let same = match (left.is_empty(), right.is_empty()) {
                (false, false) => equal(left, right),
                (left, right) => left == right,
            };
            Comparison::of(!same, left.text(), right.text())
        },
    )
    .one_sided()
    .with_previous()
}

const fn presence(code: &'static str, label: &'static str) -> Entry {
    operator(
        code,
        label,
        LEFTS,
        |_, _| true,
        |left, _| Comparison::of(left.is_empty(), left.text(), ""),
    )
    .one_sided()
}
