//! Соответствует выражению: regular expressions in linear time, with limits on size (rule 1).

use super::{Class, Comparison, Entry, operator, phone};
use crate::{
    fact::Fact,
    pattern,
    problem::{Code, Problem},
};

/// Longer texts are not searched, in bytes.
const INPUT_LIMIT_BYTES: usize = 1 << 20;

const LEFTS: &[Class] = &[
    Class::Text,
    Class::Phone,
    Class::Phones,
    Class::Emails,
    Class::Dynamic,
];

pub(super) static ENTRIES: &[Entry] = &[
    operator(
        "match",
        "Соответствует выражению",
        "В тексте найдено регулярное выражение; буквы различаются, если нет (?i).",
        LEFTS,
        rights,
        matches,
    )
    .testing_nothing(),
    operator(
        "nmatch",
        "Не соответствует выражению",
        "Регулярное выражение в тексте не найдено; для пустого условие выполняется.",
        LEFTS,
        rights,
        matches,
    )
    .negated()
    .testing_nothing(),
];

fn rights(left: Class, right: Class) -> bool {
    LEFTS.contains(&left) && right.is_written()
}

fn matches(left: &Fact, right: &Fact) -> Comparison {
    let pattern = match pattern::compile(&right.text()) {
        Ok(pattern) => pattern,
        Err(note) => return Comparison::failed(left, right, note),
    };
    if left.is_empty() {
        return Comparison::of(false, left.text(), pattern.as_str());
    }
    let texts = texts(left);
    if texts.iter().any(|text| text.len() > INPUT_LIMIT_BYTES) {
        let note = Problem::error(Code::TooLarge, "текст длиннее 1 МиБ");
        return Comparison::failed(left, right, note);
    }
    let found = texts.iter().any(|text| pattern.is_match(text));
    Comparison::of(found, left.text(), pattern.as_str())
}

/// Every text in which the expression may be found; a phone is normalised (4.2).
fn texts(fact: &Fact) -> Vec<String> {
    match fact {
        Fact::Set(elements) => elements.iter().flat_map(texts).collect(),
        Fact::Phone(text) => vec![phone::normal(text)],
        other => vec![other.text()],
    }
}
