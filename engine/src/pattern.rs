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

/// What the library says, in words of the one who wrote the expression.
fn explained(error: &regex::Error) -> String {
    if matches!(error, regex::Error::CompiledTooBig(_)) {
        return "выражение слишком велико, сократите его".to_owned();
    }
    let told = error.to_string();
    let told = told.lines().last().unwrap_or_default();
    let known = TOLD.iter().find(|(part, _)| told.contains(part));
    let detail = known.map_or("выражение записано неверно", |(_, detail)| detail);
    detail.to_owned()
}

/// Parts of the library's messages, and what they mean.
const TOLD: [(&str, &str); 17] = [
    ("unclosed group", "не закрыта скобка «(»"),
    ("unopened group", "лишняя скобка «)»"),
    ("unclosed character class", "не закрыта скобка «[»"),
    ("unclosed counted repetition", "не закрыта скобка «{»"),
    (
        "missing expression",
        "перед «*», «+», «?» или «{» нечего повторять",
    ),
    ("quantifier", "в «{…}» должно быть число повторений"),
    ("decimal literal", "в «{…}» должно быть число повторений"),
    ("range", "неверный диапазон в «[…]» или «{…}»"),
    (
        "look-around",
        "просмотр вперёд и назад «(?=», «(?!», «(?<» не поддерживается",
    ),
    (
        "backreferences",
        "ссылки на найденное «\\1» не поддерживаются",
    ),
    ("incomplete", "выражение обрывается на «\\»"),
    (
        "escape sequence",
        "после «\\» стоит знак, который так не записывают",
    ),
    (
        "hexadecimal",
        "после «\\x» или «\\u» нет шестнадцатеричного числа",
    ),
    ("flag", "неизвестный ключ в «(?…)»"),
    ("capture group", "неверное имя группы «(?P<…>»"),
    ("nest", "скобки вложены слишком глубоко"),
    ("Unicode", "такие классы знаков не поддерживаются"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_in_russian() {
        for (pattern, expected) in [
            ("(a", "не закрыта скобка «(»"),
            ("a)", "лишняя скобка «)»"),
            ("[a", "не закрыта скобка «[»"),
            ("a{2", "не закрыта скобка «{»"),
            ("*a", "перед «*», «+», «?» или «{» нечего повторять"),
            ("[z-a]", "неверный диапазон в «[…]» или «{…}»"),
            (
                "a(?=b)",
                "просмотр вперёд и назад «(?=», «(?!», «(?<» не поддерживается",
            ),
            ("(a)\\1", "ссылки на найденное «\\1» не поддерживаются"),
            ("a\\", "выражение обрывается на «\\»"),
            ("(?y)a", "неизвестный ключ в «(?…)»"),
        ] {
            let detail = compile(pattern).err().map(|problem| problem.detail);
            assert_eq!(detail.as_deref(), Some(expected), "{pattern}");
        }
    }
}
