//! A form's body as pairs of texts: as it comes over the wire, or written out with one pair per line.

use super::entities;

/// Keys that have no brackets where pairs are written out.
const BARE: [&[u8]; 4] = [b"subdomain", b"account_id", b"token", b"return_url"];

/// The pairs of a body.
#[derive(Debug, Default)]
pub struct Form {
    /// Keys and values, decoded.
    pub pairs: Vec<(String, String)>,
    /// What stands behind the most pairs that are read, as it came.
    pub left: Option<String>,
}

/// Reads a form of at most so many pairs; `None` if the body is none.
pub fn read(body: &[u8], most: usize) -> Option<Form> {
    match is_form(body) {
        true if is_written_out(body) => Some(written_out(body, most)),
        true => Some(wire(body, most)),
        false => None,
    }
}

/// Bytes as text; what is not UTF-8 keeps its bytes, spelled `%FF`.
pub fn readable(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

/// Markup, several parts and prose have an equals sign too, but do not begin with a key.
fn is_form(body: &[u8]) -> bool {
    let Some(end) = body.iter().position(|byte| matches!(byte, b'=' | b'[')) else {
        return false;
    };
    let foreign = body.starts_with(b"<") || body.starts_with(b"--");
    let begins_with_key = !body[..end].iter().any(u8::is_ascii_whitespace);
    !foreign && begins_with_key && body.contains(&b'=')
}

fn wire(body: &[u8], most: usize) -> Form {
    let mut form = Form::default();
    let mut rest = Some(body);
    while let Some(some) = rest {
        if form.pairs.len() == most {
            form.left = Some(readable(some));
            break;
        }
        let (pair, after) = cut(some, b'&');
        rest = after;
        // A body that was saved may be wrapped between its pairs.
        let pair = without_line_ends(pair);
        let (key, value) = cut(pair, b'=');
        if !pair.is_empty() {
            let value = decode(value.unwrap_or_default());
            form.pairs.push((decode(key), value));
        }
    }
    form
}

/// Over the wire line ends are encoded, so a bare one was put there by whoever wrote the pairs out.
fn is_written_out(body: &[u8]) -> bool {
    let mut starts = 0;
    let mut bracketed = 0;
    for line in lines(body) {
        let mut pairs = line.split(|byte| *byte == b'&');
        let first = pairs.next().and_then(key_of);
        // An address among the values may have brackets too.
        if line.ends_with(b"&") || pairs.any(|pair| key_of(pair).is_some_and(is_entity)) {
            return false;
        }
        starts += usize::from(first.is_some());
        bracketed += usize::from(first.is_some_and(is_bracketed));
    }
    starts > 1 && bracketed > 0
}

fn written_out(body: &[u8], most: usize) -> Form {
    let mut form = Form::default();
    let mut rest = Some(body);
    while let Some(some) = rest {
        let (line, after) = cut(some, b'\n');
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let key = key_of(line);
        if key.is_some() && form.pairs.len() == most {
            form.left = Some(readable(some));
            break;
        }
        rest = after;
        match (key, form.pairs.last_mut()) {
            (Some(key), _) => form.pairs.push(pair(line, key)),
            // A value of several lines.
            (None, Some((_, value))) => {
                value.push('\n');
                value.push_str(&readable(line));
            }
            (None, None) => form.pairs.push((readable(line), String::new())),
        }
    }
    form
}

/// Where the key is encoded, its value is too; else both are as they are meant.
fn pair(line: &[u8], key: &[u8]) -> (String, String) {
    let value = &line[key.len() + 1..];
    match key.contains(&b'%') {
        true => (decode(key), decode(value)),
        false => (readable(key), readable(value)),
    }
}

fn lines(body: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = body.split(|byte| *byte == b'\n');
    lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}

/// The key that a line begins with: a word with brackets, or one of the few without.
fn key_of(line: &[u8]) -> Option<&[u8]> {
    let (key, value) = cut(line, b'=');
    value?;
    let word = word(key);
    let is_word = word.first().is_some_and(u8::is_ascii_alphabetic)
        && word
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    (is_word && (is_bracketed(key) || BARE.contains(&key))).then_some(key)
}

fn is_bracketed(key: &[u8]) -> bool {
    key.ends_with(b"]") || key.ends_with(b"%5D") || key.ends_with(b"%5d")
}

fn is_entity(key: &[u8]) -> bool {
    entities::ALL
        .iter()
        .map(|known| known.key)
        .chain(["account", "event", "action"])
        .any(|known| word(key) == known.as_bytes())
}

fn word(key: &[u8]) -> &[u8] {
    let end = key.iter().position(|byte| matches!(byte, b'[' | b'%'));
    &key[..end.unwrap_or(key.len())]
}

fn without_line_ends(mut pair: &[u8]) -> &[u8] {
    while let [b'\r' | b'\n', rest @ ..] | [rest @ .., b'\r' | b'\n'] = pair {
        pair = rest;
    }
    pair
}

/// Both sides of the first such byte.
fn cut(bytes: &[u8], at: u8) -> (&[u8], Option<&[u8]>) {
    match bytes.iter().position(|byte| *byte == at) {
        Some(place) => (&bytes[..place], Some(&bytes[place + 1..])),
        None => (bytes, None),
    }
}

fn decode(encoded: &[u8]) -> String {
    let space = |byte: &u8| if *byte == b'+' { b' ' } else { *byte };
    let spaced: Vec<u8> = encoded.iter().map(space).collect();
    let bytes: Vec<u8> = percent_encoding::percent_decode(&spaced).collect();
    readable(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(body: &str) -> Vec<(String, String)> {
        read(body.as_bytes(), 100).expect("a form").pairs
    }

    fn own(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        pairs.iter().map(own).collect()
    }

    #[test]
    fn pairs_are_decoded_and_invalid_codes_stay() {
        assert_eq!(
            pairs("a%5Bb%5d=1+2%20%zz%&&c&d=%D0%B0"),
            own(&[("a[b]", "1 2 %zz%"), ("c", ""), ("d", "а")])
        );
    }

    #[test]
    fn bytes_that_are_no_text_keep_their_spelling() {
        assert_eq!(pairs("a=%ff%D0%B0&b=1"), own(&[("a", "%FFа"), ("b", "1")]));
        let raw = read(b"a=\xff", 1).expect("a form");
        assert_eq!(raw.pairs, own(&[("a", "%FF")]));
    }

    #[test]
    fn pairs_may_be_written_one_per_line() {
        let text = "leads[add][0][name]=a+b & 5% ?x&y[z]=1\nи ещё=1\nleads[add][0][id]=5\r\nsubdomain=demo";
        let expected = own(&[
            ("leads[add][0][name]", "a+b & 5% ?x&y[z]=1\nи ещё=1"),
            ("leads[add][0][id]", "5"),
            ("subdomain", "demo"),
        ]);
        assert_eq!(pairs(text), expected);
        assert_eq!(
            pairs("leads%5Badd%5D=a+b\naccount%5Bid%5D=%31"),
            own(&[("leads[add]", "a b"), ("account[id]", "1")])
        );
    }

    #[test]
    fn a_wrapped_body_is_one_form() {
        for wrapped in ["a[b]=1 &\nleads[d]=2&\n", "a[b]=1 \r\n&leads[d]=2"] {
            assert_eq!(pairs(wrapped), own(&[("a[b]", "1 "), ("leads[d]", "2")]));
        }
    }

    #[test]
    fn what_begins_with_no_key_is_no_form() {
        for text in ["hello", "x + y = z", "<a b=\"1\"/>", "--part\r\nname=\"a\""] {
            assert!(read(text.as_bytes(), 100).is_none(), "{text}");
        }
    }

    #[test]
    fn pairs_beyond_the_most_are_left_as_they_came() {
        let form = read(b"a=1&b=%20&c", 1).expect("a form");
        assert_eq!(form.left.as_deref(), Some("b=%20&c"));
        let form = read(b"a[b]=1\nc[d]=2\nand more", 1).expect("a form");
        assert_eq!(form.left.as_deref(), Some("c[d]=2\nand more"));
    }
}
