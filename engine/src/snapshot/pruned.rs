//! Facts without the parts that nobody wants, cut out of their bytes: skipping is many times faster than reading.
//!
//! Nothing is judged here: bytes that are no JSON, or that are written in an unusual way, are left to the reader.

use memchr::{memchr2, memmem::Finder};

use super::wanted::Wanted;

/// Keys of facts that anybody reads, dictionaries apart.
const KNOWN: [&[u8]; 22] = [
    b"now",
    b"lead",
    b"contacts",
    b"company",
    b"tasks",
    b"variables",
    b"run",
    b"links",
    b"event",
    b"start",
    b"previous",
    b"task",
    b"note",
    b"message",
    b"leads",
    b"messages",
    b"catalog_elements",
    b"status_changed_at",
    b"scenario",
    b"block",
    b"known",
    b"installation",
];

/// The wanted parts as JSON; `None` if only a reader can tell what the bytes say.
pub(super) fn pruned(facts: &[u8], wanted: &Wanted) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(facts.len() / 4);
    let mut walk = Walk { rest: facts };
    walk.each((b'{', b'}'), &mut kept, |walk, kept| {
        let key = walk.key()?;
        let is_wanted = match key {
            b"contacts" => wanted.contacts,
            b"company" => wanted.company,
            _ => KNOWN.contains(&key),
        };
        if !is_wanted {
            walk.value()?;
            return Some(false);
        }
        named(key, kept);
        match key {
            b"lead" if walk.is_at(b'{') => walk.each((b'{', b'}'), kept, |walk, kept| {
                property(walk, wanted, kept)?;
                Some(true)
            })?,
            _ => kept.extend_from_slice(walk.value()?),
        }
        Some(true)
    })?;
    walk.rest.trim_ascii().is_empty().then_some(kept)
}

/// A property of the deal; of its fields the wanted ones.
fn property(walk: &mut Walk<'_>, wanted: &Wanted, kept: &mut Vec<u8>) -> Option<()> {
    let key = walk.key()?;
    named(key, kept);
    if key != b"custom_fields_values" || !walk.is_at(b'[') {
        kept.extend_from_slice(walk.value()?);
        return Some(());
    }
    let begin = Finder::new(FIELD);
    walk.each((b'[', b']'), kept, |walk, kept| {
        let number = walk.number_of_field();
        // A number that stands elsewhere is left to the reader, with its field.
        let is_wanted = number.is_none_or(|number| wanted.lead_fields.has(number));
        if is_wanted {
            kept.extend_from_slice(walk.value()?);
        } else if walk.jump(&begin).is_none() {
            walk.value()?;
        }
        Some(is_wanted)
    })
}

/// How a field begins. Inside a string its quotes would be escaped, so wherever it stands a field begins.
const FIELD: &[u8] = b"{\"field_id\":";

fn named(key: &[u8], kept: &mut Vec<u8>) {
    kept.push(b'"');
    kept.extend_from_slice(key);
    kept.extend_from_slice(b"\":");
}

/// A place in JSON.
struct Walk<'a> {
    rest: &'a [u8],
}

impl<'a> Walk<'a> {
    /// Visits the items between brackets and keeps those that `visit` says to keep.
    fn each(
        &mut self,
        (open, close): (u8, u8),
        kept: &mut Vec<u8>,
        mut visit: impl FnMut(&mut Self, &mut Vec<u8>) -> Option<bool>,
    ) -> Option<()> {
        self.take(open)?;
        kept.push(open);
        let start = kept.len();
        if self.take(close).is_none() {
            loop {
                let before = kept.len();
                if before > start {
                    kept.push(b',');
                }
                if !visit(self, kept)? {
                    kept.truncate(before);
                }
                if self.take(b',').is_none() {
                    break;
                }
            }
            self.take(close)?;
        }
        kept.push(close);
        Some(())
    }

    /// A sign after white space.
    fn take(&mut self, sign: u8) -> Option<()> {
        self.is_at(sign).then_some(())?;
        self.rest = self.rest.get(1..)?;
        Some(())
    }

    /// Whether a sign follows, perhaps after white space, which is left behind.
    fn is_at(&mut self, sign: u8) -> bool {
        self.rest = self.rest.trim_ascii_start();
        self.rest.first() == Some(&sign)
    }

    /// A key without escapes, up to its value.
    fn key(&mut self) -> Option<&'a [u8]> {
        self.take(b'"')?;
        let end = self
            .rest
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\\'))?;
        let (key, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest.strip_prefix(b"\"")?;
        self.take(b':')?;
        Some(key)
    }

    /// The number of the field that follows, if it stands first, as amoCRM writes it.
    fn number_of_field(&mut self) -> Option<u64> {
        let digits = self.rest.trim_ascii_start().strip_prefix(FIELD)?;
        let end = digits.iter().position(|byte| !byte.is_ascii_digit())?;
        std::str::from_utf8(digits.get(..end)?).ok()?.parse().ok()
    }

    /// To the comma before the next field of the same list.
    ///
    /// A field within a field would be taken for the next one; then brackets are left over, and nothing is cut out.
    fn jump(&mut self, begin: &Finder<'_>) -> Option<()> {
        let at = begin.find(self.rest.get(1..)?)?;
        let rest = self.rest.get(at..)?;
        rest.starts_with(b",").then(|| self.rest = rest)
    }

    /// Any value as it is written.
    fn value(&mut self) -> Option<&'a [u8]> {
        self.rest = self.rest.trim_ascii_start();
        let end = match self.rest.first()? {
            b'"' | b'{' | b'[' => end(self.rest)?,
            _ => self.rest.iter().position(|byte| {
                matches!(byte, b',' | b'}' | b']') || byte.is_ascii_whitespace()
            })?,
        };
        let (value, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(value)
    }
}

/// Where the string or the brackets at the beginning end.
fn end(json: &[u8]) -> Option<usize> {
    let mut rest = json;
    let mut depth = 0_usize;
    loop {
        // Opening and closing brackets of both kinds differ from each other by one bit.
        let at = rest
            .iter()
            .position(|byte| *byte == b'"' || matches!(byte | 0x20, b'{' | b'}'))?;
        let (byte, after) = rest.get(at..)?.split_first()?;
        rest = after;
        match byte | 0x20 {
            b'{' => depth = depth.checked_add(1)?,
            b'}' => depth = depth.checked_sub(1)?,
            _ => rest = after_string(rest)?,
        }
        if depth == 0 {
            return json.len().checked_sub(rest.len());
        }
    }
}

/// What follows the closing quote.
fn after_string(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        let at = memchr2(b'"', b'\\', rest)?;
        let (byte, after) = rest.get(at..)?.split_first()?;
        if *byte == b'"' {
            return Some(after);
        }
        // What follows a backslash means nothing here.
        rest = after.get(1..)?;
    }
}
