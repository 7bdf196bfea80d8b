//! `regreplace`: another text in place of every match of a regular expression.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use regex::Regex;

use super::{call::within_limit, regexp::bad};
use crate::{Fact, Problem, pattern, problem::Code};

pub(super) static ENTRY: Entry = Entry {
    code: "regreplace",
    also: &[],
    label: "Заменить по выражению",
    group: Group::Strings,
    arguments: &[
        Argument::required("Выражение", ArgumentKind::Text),
        Argument::required("На что", ArgumentKind::Text),
    ],
    help: "Заменяет все совпадения с регулярным выражением; $1 — первая группа.",
    example: &[
        Example {
            template: r"{{10-20:regreplace((\d+)-(\d+),$2-$1)}}",
            gives: "20-10",
        },
        Example {
            template: r"{{8 927 100:regreplace(\s,)}}",
            gives: "8927100",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

/// Longer texts are not searched: every match begins a new search, which may look at all that is left.
const MAX_BYTES: usize = 100_000;

fn apply(call: Call<'_>) -> Outcome {
    let (expression, with) = (call.text(0, "")?, call.text(1, "")?);
    let value = call.value?;
    let text = value.text();
    if text.len() > MAX_BYTES {
        return Err(Problem::error(
            Code::TooLarge,
            "regreplace: текст длиннее 100 000 байт",
        ));
    }
    match pattern::compile(&expression) {
        Ok(pattern) => replaced(&pattern, &text, &pieces(&with)).map(Fact::Text),
        Err(problem) => {
            call.notes.push(bad(&problem));
            Ok(value)
        }
    }
}

fn replaced(pattern: &Regex, text: &str, with: &[Piece<'_>]) -> Result<String, Problem> {
    let mut result = String::new();
    let mut at = 0;
    for found in pattern.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        result.push_str(text.get(at..whole.start()).unwrap_or_default());
        for piece in with {
            result.push_str(match piece {
                Piece::Text(text) => text,
                Piece::Group(group) => found.get(*group).map_or("", |it| it.as_str()),
            });
            within_limit(result.len())?;
        }
        at = whole.end();
    }
    result.push_str(text.get(at..).unwrap_or_default());
    within_limit(result.len())?;
    Ok(result)
}

enum Piece<'t> {
    Text(&'t str),
    Group(usize),
}

/// The replacement: `$1` and `${1}` are groups, one or two digits; everything else is text.
fn pieces(with: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = with;
    while let Some(at) = rest.find('$') {
        let (before, from) = rest.split_at(at);
        pieces.push(Piece::Text(before));
        let (piece, len) = match group(from) {
            Some((group, len)) => (Piece::Group(group), len),
            None => (Piece::Text("$"), 1),
        };
        pieces.push(piece);
        rest = from.get(len..).unwrap_or_default();
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// The number of a group and the length of what names it.
fn group(from: &str) -> Option<(usize, usize)> {
    let name = from.strip_prefix('$')?;
    let braced = name.strip_prefix('{');
    let inner = braced.unwrap_or(name);
    let digits = inner.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let number = inner.get(..digits)?.parse().ok()?;
    match braced {
        Some(inner) if inner.get(digits..)?.starts_with('}') => Some((number, digits + 3)),
        Some(_) => None,
        None => Some((number, digits + 1)),
    }
}
