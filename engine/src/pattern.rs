//! Regular expressions of templates and conditions: linear time, limits on size, delimiters accepted (rule 1 of section 5).

use regex::{Regex, RegexBuilder};

use crate::problem::{Code, Problem};

/// A compiled expression may take so much memory.
const COMPILED_LIMIT_BYTES: usize = 2 << 20;
/// Brackets may nest so deep.
const NEST_LIMIT: u32 = 100;

/// An expression with or without delimiters.
///
/// # Errors
/// A broken or too large expression (222).
pub fn compile(text: &str) -> Result<Regex, Problem> {
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
