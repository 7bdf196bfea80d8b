//! `striptags`: a text without tags of HTML.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "striptags",
    also: &[],
    label: "Убрать теги",
    group: Group::Strings,
    arguments: &[],
    help: "Убирает теги HTML; знак < перед пробелом остаётся.",
    example: &[Example {
        template: "{{<b>Опт</b> 2 < 3:striptags}}",
        gives: "Опт 2 < 3",
    }],
    accepts: Accepts::Filled,
    apply,
};

/// Quotes inside a tag are followed so far, so that a text full of quotes takes no longer.
const QUOTES_BYTES: usize = 4096;

fn apply(call: Call<'_>) -> Outcome {
    let text = call.value?.text();
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        plain.push_str(before);
        let end = if begins(tag) { end_of(tag) } else { Some(0) };
        match end {
            Some(0) => {
                plain.push('<');
                rest = tag.get(1..).unwrap_or_default();
            }
            Some(end) => rest = tag.get(end..).unwrap_or_default(),
            None => {
                // Nothing closes it, nor anything after it.
                plain.push_str(tag);
                rest = "";
            }
        }
    }
    plain.push_str(rest);
    Ok(Fact::Text(plain))
}

fn begins(tag: &str) -> bool {
    let next = tag.chars().nth(1);
    next.is_some_and(|it| it.is_ascii_alphabetic() || matches!(it, '/' | '!' | '?'))
}

/// Where a tag or a comment ends.
fn end_of(tag: &str) -> Option<usize> {
    if tag.starts_with("<!--") {
        return tag.find("-->").map(|end| end + 3);
    }
    let mut quote = None;
    for (at, byte) in tag.bytes().take(QUOTES_BYTES).enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.find('>').map(|end| end + 1)
}
