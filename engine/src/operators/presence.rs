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
    presence(
        "empty",
        "Пусто",
        "Значения нет или в нём одни пробелы; 0 и «нет» пустыми не считаются.",
    )
    .quickly(Quick::Empty),
    presence(
        "nempty",
        "Не пусто",
        "Значение есть; 0 и «нет» тоже считаются значением.",
    )
    .quickly(Quick::Empty)
    .negated(),
    change(
        "changed",
        "Изменилось",
        "До события, запустившего сценарий, значение было другим.",
    ),
    change(
        "nchanged",
        "Не изменилось",
        "Событие, запустившее сценарий, это значение не поменяло.",
    )
    .negated(),
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
const fn change(code: &'static str, label: &'static str, meaning: &'static str) -> Entry {
    operator(
        code,
        label,
        meaning,
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

const fn presence(code: &'static str, label: &'static str, meaning: &'static str) -> Entry {
    operator(
        code,
        label,
        meaning,
        LEFTS,
        |_, _| true,
        |left, _| Comparison::of(left.is_empty(), left.text(), ""),
    )
    .one_sided()
}
