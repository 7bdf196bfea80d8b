//! Пусто and не пусто.

use super::{Class, Comparison, Entry, operator};

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
    presence("empty", "Пусто"),
    presence("nempty", "Не пусто").negated(),
];

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
