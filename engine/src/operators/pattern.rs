//! Соответствует выражению: regular expressions in linear time, with limits on size (rule 1).

use regex::{Regex, RegexBuilder};

use super::{Class, Comparison, Entry, operator, phone};
use crate::{
    fact::Fact,
    problem::{Code, Problem},
};

/// Longer texts are not searched, in bytes.
const INPUT_LIMIT_BYTES: usize = 1 << 20;
/// A compiled expression may take so much memory.
const COMPILED_LIMIT_BYTES: usize = 2 << 20;
/// Brackets may nest so deep.
const NEST_LIMIT: u32 = 100;

const LEFTS: &[Class] = &[
    Class::Text,
    Class::Phone,
    Class::Phones,
    Class::Emails,
    Class::Dynamic,
];

pub(super) static ENTRIES: &[Entry] = &[
    operator("match", "Соответствует выражению", LEFTS, rights, matches),
    operator(
        "nmatch",
        "Не соответствует выражению",
        LEFTS,
        rights,
        matches,
    )
    .negated(),
];

fn rights(left: Class, right: Class) -> bool {
    LEFTS.contains(&left) && right.is_written()
}

fn matches(left: &Fact, right: &Fact) -> Comparison {
    let pattern = match compile(&right.text()) {
        Ok(pattern) => pattern,
        Err(note) => return Comparison::failed(left, right, note),
    };
    let texts = texts(left);
    if texts.iter().any(|text| text.len() > INPUT_LIMIT_BYTES) {
        let note = Problem::error(Code::TooLarge, "текст длиннее 1 МиБ");
        return Comparison::failed(left, right, note);
    }
    let found = texts.iter().any(|text| pattern.is_match(text));
    Comparison::of(found, left.text(), pattern.as_str())
}

/// Every text in which the expression may be found; a phone as stored and by its digits.
fn texts(fact: &Fact) -> Vec<String> {
    match fact {
        Fact::Set(elements) => elements.iter().flat_map(texts).collect(),
        Fact::Phone(text) => vec![text.clone(), phone::normal(text)],
        other => vec![other.text()],
    }
}

/// An expression with or without delimiters; broken and too large ones are told.
fn compile(text: &str) -> Result<Regex, Problem> {
    let (pattern, flags) = delimited(text).unwrap_or((text, ""));
    if has_property(pattern) {
        // Both targets must agree, and tables of properties differ between builds of the library.
        return Err(Problem::error(
            Code::BadPattern,
            "классы \\p{…} не поддерживаются",
        ));
    }
    RegexBuilder::new(pattern)
        .case_insensitive(flags.contains('i'))
        .multi_line(flags.contains('m'))
        .dot_matches_new_line(flags.contains('s'))
        .ignore_whitespace(flags.contains('x'))
        .size_limit(COMPILED_LIMIT_BYTES)
        .nest_limit(NEST_LIMIT)
        .build()
        .map_err(|error| Problem::error(Code::BadPattern, explained(&error)))
}

/// `/…/iu` without the delimiters; a path such as `/a/b` has no known flags and is no such thing.
fn delimited(text: &str) -> Option<(&str, &str)> {
    let (pattern, flags) = text.trim().strip_prefix('/')?.rsplit_once('/')?;
    let known = flags.chars().all(|flag| "gimsux".contains(flag));
    (known && !pattern.is_empty()).then_some((pattern, flags))
}

fn has_property(pattern: &str) -> bool {
    let mut chars = pattern.chars();
    while let Some(it) = chars.next() {
        if it == '\\' && matches!(chars.next(), Some('p' | 'P')) {
            return true;
        }
    }
    false
}

fn explained(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => "выражение слишком велико".to_owned(),
        other => other
            .to_string()
            .lines()
            .last()
            .unwrap_or_default()
            .to_owned(),
    }
}
