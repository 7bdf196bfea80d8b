//! Содержит, содержится в, начинается с, заканчивается на.

use super::{
    Class, Comparison, Entry, Quick, align, class, equality::equal, fold::fold, operator, phone,
};
use crate::fact::Fact;

const CONTAINING: &[Class] = &[
    Class::Text,
    Class::Phone,
    Class::Set,
    Class::Phones,
    Class::Emails,
    Class::Dynamic,
];
const CONTAINED: &[Class] = &[Class::Text, Class::Dynamic];

pub(super) static ENTRIES: &[Entry] = &[
    operator(
        "contains",
        "Содержит",
        "Нижний текст встречается в верхнем, а в списке есть такое значение.",
        CONTAINING,
        holds_rights,
        contains,
    )
    .mirrored("within")
    .quickly(Quick::Contains),
    operator(
        "ncontains",
        "Не содержит",
        "Нижнего текста или значения в верхнем нет; для пустого условие выполняется.",
        CONTAINING,
        holds_rights,
        contains,
    )
    .mirrored("nwithin")
    .quickly(Quick::Contains)
    .negated(),
    operator(
        "within",
        "Содержится в",
        "Верхнее значение — часть нижнего; пустое не подходит.",
        CONTAINED,
        within_rights,
        within,
    )
    .mirrored("contains"),
    operator(
        "nwithin",
        "Не содержится в",
        "Верхнее значение — не часть нижнего; для пустого условие выполняется.",
        CONTAINED,
        within_rights,
        within,
    )
    .mirrored("ncontains")
    .negated(),
    operator(
        "starts",
        "Начинается с",
        "Первые знаки такие, как снизу; большие и маленькие буквы не различаются.",
        &[
            Class::Text,
            Class::Phone,
            Class::Phones,
            Class::Emails,
            Class::Dynamic,
        ],
        edge_rights,
        |left, right| any_element(left, right, Part::Start),
    ),
    operator(
        "ends",
        "Заканчивается на",
        "Последние знаки такие, как снизу; большие и маленькие буквы не различаются.",
        &[Class::Text, Class::Emails, Class::Dynamic],
        end_rights,
        |left, right| any_element(left, right, Part::End),
    ),
];

fn holds_rights(left: Class, right: Class) -> bool {
    use Class::{Dynamic, Enum, Number, Phone, Ref, Set, Text};
    match left {
        Text => matches!(right, Text | Phone | Enum | Ref | Dynamic),
        Phone => matches!(right, Text | Phone | Dynamic),
        Enum => right == Text,
        Set => right.is_set() || matches!(right, Text | Phone | Number | Enum | Ref | Dynamic),
        Class::Phones | Class::Emails => right.is_set() || right.is_written(),
        Dynamic => matches!(right, Text | Phone | Number | Dynamic),
        _ => false,
    }
}

fn within_rights(left: Class, right: Class) -> bool {
    use Class::{Dynamic, Enum, Number, Phone, Text};
    match left {
        Text => right.is_written() || right.is_set(),
        Phone | Enum | Class::Ref => right.is_set(),
        Dynamic => right.is_written() || right.is_set() || right == Number,
        _ => false,
    }
}

fn edge_rights(left: Class, right: Class) -> bool {
    let number = left == Class::Dynamic && right == Class::Number;
    (left.is_written() || left.is_channels()) && (right.is_written() || number)
}

/// What a phone ends with is not asked (4.2).
fn end_rights(left: Class, right: Class) -> bool {
    !matches!(left, Class::Phone | Class::Phones) && edge_rights(left, right)
}

/// A part of a text.
#[derive(Clone, Copy)]
enum Part {
    Start,
    Middle,
    End,
}

impl Part {
    fn stands(self, text: &str, part: &str) -> bool {
        match self {
            Self::Start => text.starts_with(part),
            Self::Middle => text.contains(part),
            Self::End => text.ends_with(part),
        }
    }
}

/// A text contains a part of itself; a set contains an element.
fn contains(left: &Fact, right: &Fact) -> Comparison {
    match left {
        Fact::Set(elements) if !class(left.kind()).is_channels() => {
            let found = elements.iter().any(|element| is_wanted(element, right));
            Comparison::of(found, left.text(), right.text())
        }
        _ => any_element(left, right, Part::Middle),
    }
}

fn within(left: &Fact, right: &Fact) -> Comparison {
    let swapped = contains(right, left);
    Comparison {
        left: swapped.right,
        right: swapped.left,
        ..swapped
    }
}

/// Whether an element equals the right side, or one of those that stand there between commas.
fn is_wanted(element: &Fact, right: &Fact) -> bool {
    let whole = !matches!(right, Fact::Set(_)) && equal(element, right);
    whole || align::as_set(right).iter().any(|it| equal(element, it))
}

/// True if any element of the left side has any of the right as its part (rule 7).
fn any_element(left: &Fact, right: &Fact, part: Part) -> Comparison {
    let listed = |fact: &Fact| match fact {
        Fact::Set(elements) => elements.clone(),
        other => vec![other.clone()],
    };
    let mut wanted = listed(right);
    if class(left.kind()).is_channels() && matches!(part, Part::Middle) {
        wanted.extend(align::as_set(right).into_owned()); // several between commas
    }
    let found = listed(left)
        .iter()
        .any(|element| wanted.iter().any(|it| has(element, it, part)));
    Comparison::of(found, as_compared(left), as_compared(right))
}

fn has(whole: &Fact, wanted: &Fact, part: Part) -> bool {
    if let Fact::Phone(text) = whole {
        let phone = phone::normal(text);
        let wanted = wanted.text();
        let mut parts = phone::parts(&wanted).into_iter();
        // Another form of the whole phone is its beginning and its part too (rule 4).
        return phone::same(&phone, &phone::normal(&wanted))
            || parts.any(|it| part.stands(&phone, &it));
    }
    part.stands(&fold(&whole.text()), &fold(&wanted.text()))
}

fn as_compared(fact: &Fact) -> String {
    match fact {
        Fact::Phone(text) => phone::normal(text),
        other => other.text().trim().to_owned(),
    }
}
