//! Tags that Telegram understands (R257); it refuses a message with any other, so those become text.

/// What stands after `<` of a tag that stays; `<a href="…">` is read apart.
const KNOWN: &[&str] = &["b>", "/b>", "i>", "/i>", "u>", "/u>", "s>", "/s>", "/a>"];

/// Signs that stand for others and stay.
const ENTITIES: &[&str] = &["lt;", "gt;", "amp;", "quot;"];

/// The text with every `<` and `&` that belongs to no tag or entity as text.
pub(super) fn only_known(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let after = from.get(1..).unwrap_or_default();
        let kept = if from.starts_with('<') {
            tag(after)
        } else {
            entity(after)
        };
        match kept {
            Some(_) => out.push_str(from.get(..1).unwrap_or_default()),
            None if from.starts_with('<') => out.push_str("&lt;"),
            None => out.push_str("&amp;"),
        }
        let (inside, tail) = after.split_at(kept.unwrap_or(0));
        out.push_str(inside);
        rest = tail;
    }
    out.push_str(rest);
    out
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
            ("<a onclick=\"x\">x</a>", "&lt;a onclick=\"x\">x</a>"),
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
