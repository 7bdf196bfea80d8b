//! Есть в списке, and sets against sets.

use super::{
    Class, Comparison, Entry, Quick, align,
    equality::{covers, equal, meets},
    operator,
};
use crate::fact::Fact;

const ELEMENTS: &[Class] = &[
    Class::Text,
    Class::Phone,
    Class::Number,
    Class::Date,
    Class::Weekday,
    Class::Enum,
    Class::Ref,
    Class::Phones,
    Class::Emails,
    Class::Dynamic,
];
const SETS: &[Class] = &[Class::Set, Class::Phones, Class::Emails, Class::Dynamic];

pub(super) static ENTRIES: &[Entry] = &[
    operator(
        "in",
        "Есть в списке",
        "Верхнее равно хотя бы одному значению снизу; пустое не подходит.",
        ELEMENTS,
        list_rights,
        is_in,
    )
    .quickly(Quick::Among),
    operator(
        "nin",
        "Нет в списке",
        "Верхнее не равно ни одному значению снизу; для пустого условие выполняется.",
        ELEMENTS,
        list_rights,
        is_in,
    )
    .quickly(Quick::Among)
    .negated(),
    operator(
        "has_any",
        "Содержит любое из",
        "В верхнем списке есть хотя бы одно значение из нижнего.",
        SETS,
        set_rights,
        has_any,
    )
    .quickly(Quick::Among),
    operator(
        "has_all",
        "Содержит все",
        "В верхнем списке есть каждое значение из нижнего.",
        SETS,
        set_rights,
        |left, right| {
            // Commas alone ask for nothing, which is not «all of it».
            let wanted = align::as_set(right);
            let result = !wanted.is_empty() && covers(&align::as_set(left), &wanted);
            Comparison::of(result, left.text(), right.text())
        },
    ),
    operator(
        "has_none",
        "Не содержит ни одного",
        "В верхнем списке нет ни одного значения из нижнего; для пустого выполняется.",
        SETS,
        set_rights,
        has_any,
    )
    .quickly(Quick::Among)
    .negated(),
];

fn list_rights(left: Class, right: Class) -> bool {
    match left {
        Class::Date => matches!(right, Class::Weekday | Class::Set | Class::Dynamic),
        Class::Text => right.is_set() || right.is_written() || right == Class::Number,
        Class::Phone | Class::Phones | Class::Emails => right.is_set() || right.is_written(),
        Class::Dynamic => right != Class::Bool,
        _ => {
            ELEMENTS.contains(&left) && (right.is_set() || right == left || right == Class::Dynamic)
        }
    }
}

fn set_rights(left: Class, right: Class) -> bool {
    // Options are chosen one or several at a time, under one type.
    let is_option = left == Class::Set && right == Class::Enum;
    SETS.contains(&left) && (right.is_set() || right == Class::Dynamic || is_option)
}

/// The left side, or one of its elements, equals an element of the right one.
fn is_in(left: &Fact, right: &Fact) -> Comparison {
    let list = align::as_set(right);
    // An option or a name may hold a comma itself.
    let whole = |fact: &Fact| !matches!(right, Fact::Set(_)) && equal(fact, right);
    let listed = |fact: &Fact| whole(fact) || list.iter().any(|element| equal(fact, element));
    let result = match left {
        Fact::Set(elements) => elements.iter().any(listed),
        other => listed(other),
    };
    Comparison::of(result, left.text(), right.text())
}

fn has_any(left: &Fact, right: &Fact) -> Comparison {
    let (elements, wanted) = (align::as_set(left), align::as_set(right));
    let result = meets(&elements, &wanted);
    Comparison::of(result, left.text(), right.text())
}
