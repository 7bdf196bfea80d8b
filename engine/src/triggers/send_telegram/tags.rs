//! Tags that Telegram understands (R257); it refuses a message with any other, so those become text.

use std::collections::{BTreeMap, BTreeSet};

/// What stands after `<` of a tag that stays; `<a href="…">` is read apart.
const KNOWN: &[&str] = &["b>", "/b>", "i>", "/i>", "u>", "/u>", "s>", "/s>", "/a>"];

/// Signs that stand for others and stay.
const ENTITIES: &[&str] = &["lt;", "gt;", "amp;", "quot;"];

/// The text with every `<` and `&` that belongs to no tag or entity as text, and every tag without its partner.
pub(super) fn only_known(text: &str) -> String {
    let pieces = pieces(text);
    let paired = paired(&pieces);
    let mut out = String::with_capacity(text.len());
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Tag(raw) if !paired.contains(&index) => {
                out.push_str("&lt;");
                out.push_str(raw.get(1..).unwrap_or_default());
            }
            Piece::Tag(raw) | Piece::Text(raw) => out.push_str(raw),
            Piece::Sign(sign) => out.push_str(sign),
        }
    }
    out
}

/// A tag of the text that is opened and not closed, or the other way round.
pub(super) fn lonely(text: &str) -> Option<String> {
    let pieces = pieces(text);
    let paired = paired(&pieces);
    let mut pieces = pieces.iter().enumerate();
    pieces.find_map(|(index, piece)| match piece {
        Piece::Tag(raw) if !paired.contains(&index) => Some((*raw).to_owned()),
        _ => None,
    })
}

/// A part of a message.
enum Piece<'a> {
    /// Text and entities, as they stand.
    Text(&'a str),
    /// A tag that Telegram understands.
    Tag(&'a str),
    /// What stands for a sign that is part of no tag or entity.
    Sign(&'static str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        pieces.push(Piece::Text(before));
        let is_tag = from.starts_with('<');
        let after = from.get(1..).unwrap_or_default();
        let kept = if is_tag { tag(after) } else { entity(after) };
        let (piece, tail) = from.split_at(kept.map_or(1, |length| length + 1));
        pieces.push(match (kept, is_tag) {
            (Some(_), true) => Piece::Tag(piece),
            (Some(_), false) => Piece::Text(piece),
            (None, true) => Piece::Sign("&lt;"),
            (None, false) => Piece::Sign("&amp;"),
        });
        rest = tail;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// Tags that are opened and closed, one within another; Telegram refuses a message with any other.
fn paired(pieces: &[Piece<'_>]) -> BTreeSet<usize> {
    let mut paired = BTreeSet::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Tag(raw) = piece else { continue };
        let mut letters = raw.chars().filter(char::is_ascii_alphabetic);
        let name = letters.next().unwrap_or_default().to_ascii_lowercase();
        if !raw.starts_with("</") {
            open.push((name, index));
            *counts.entry(name).or_default() += 1;
            continue;
        }
        // Looked for only where there is one, so that a long text takes no longer than its length.
        while counts.get(&name).is_some_and(|count| *count > 0) {
            let Some((inner, at)) = open.pop() else { break };
            counts.entry(inner).and_modify(|count| *count -= 1);
            if inner == name {
                paired.extend([at, index]);
                break; // what was opened within it and not closed has no partner
            }
        }
    }
    paired
}

/// Length of a tag after its `<`.
fn tag(after: &str) -> Option<usize> {
    let starts = |word: &&&str| {
        let head = after.get(..word.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(word))
    };
    KNOWN
        .iter()
        .find(starts)
        .map(|word| word.len())
        .or_else(|| link(after))
}

/// `a href="…">`, which may hold anything but a quote.
fn link(after: &str) -> Option<usize> {
    let head = after.get(..2)?;
    if !head.eq_ignore_ascii_case("a ") {
        return None;
    }
    let attribute = after.get(2..)?.trim_start();
    let quoted = attribute.strip_prefix("href=")?;
    let mark = quoted
        .chars()
        .next()
        .filter(|it| matches!(it, '"' | '\''))?;
    let inner = quoted.get(1..)?;
    let end = inner.find(mark)?;
    let closed = inner.get(end + 1..)?.strip_prefix('>')?;
    Some(after.len() - closed.len())
}

fn entity(after: &str) -> Option<usize> {
    ENTITIES
        .iter()
        .find(|name| after.starts_with(**name))
        .map(|name| name.len())
}

#[cfg(test)]
mod tests {
    use super::only_known;

    #[test]
    fn the_tags_of_the_requirement_stay_and_the_rest_is_text() {
        let cases = [
            (
                "<b>a</b> <I>b</I> <u>c</u> <s>d</s>",
                "<b>a</b> <I>b</I> <u>c</u> <s>d</s>",
            ),
            (
                "<a href=\"https://x.ru/?a=1\">x</a>",
                "<a href=\"https://x.ru/?a=1\">x</a>",
            ),
            ("<a onclick=\"x\">x</a>", "&lt;a onclick=\"x\">x&lt;/a>"),
            ("<b>x", "&lt;b>x"),
            ("x</b>", "x&lt;/b>"),
            ("<b><i>x</b></i>", "<b>&lt;i>x</b>&lt;/i>"),
            ("<u>a<S>b</s></U> <u>", "<u>a<S>b</s></U> &lt;u>"),
            ("<a href=\"x", "&lt;a href=\"x"),
            ("<script>", "&lt;script>"),
            ("<br> 5 < 6 & 7 > 6", "&lt;br> 5 &lt; 6 &amp; 7 > 6"),
            (
                "&lt;b&gt; &amp; &nbsp; &",
                "&lt;b&gt; &amp; &amp;nbsp; &amp;",
            ),
            ("<", "&lt;"),
            ("<ё", "&lt;ё"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(only_known(text), expected);
        }
    }
}
