//! Where a text goes, and what its inserted values have to look like there (section 14 of the language reference).
//!
//! Only inserted values are escaped: the author's own tags, brackets and addresses stay as written.

use std::borrow::Cow;

use serde::de::IgnoredAny;

use crate::{Problem, problem::Code};

/// Where a text goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Notes, tasks, names, fields, SMS: values as they are.
    #[default]
    Plain,
    /// A Telegram message: `<`, `>` and `&` of values are text.
    Html,
    /// An address: values are percent-encoded; a value that begins the address is (the base of) it.
    Url,
    /// A body `a=…&b=…`: values are encoded as those of a form.
    Form,
    /// A JSON body: values are escaped inside string literals and have to be JSON outside of them (121).
    Json,
    /// A header: line ends are removed.
    Header,
}

impl Place {
    /// A value as it looks in this place, inside a string literal of JSON.
    pub fn escape(self, value: &str) -> Cow<'_, str> {
        match self {
            Self::Plain => Cow::Borrowed(value),
            Self::Html => html(value, false),
            Self::Url => Cow::Owned(encoded(value, false)),
            Self::Form => Cow::Owned(encoded(value, true)),
            Self::Json => literal(value),
            Self::Header => Cow::Owned(value.replace(['\r', '\n'], "")),
        }
    }
}

/// Follows the author's text, so that a value is escaped for the spot where it stands.
#[derive(Debug)]
pub(super) struct Spot {
    place: Place,
    /// Something was written before.
    begun: bool,
    /// Within a string literal of JSON, or within quotes of a tag.
    quoted: bool,
    /// The character before was the backslash of a literal.
    escaped: bool,
    /// Between `<` and `>`.
    tag: bool,
}

impl Spot {
    pub(super) fn new(place: Place) -> Self {
        Self {
            place,
            begun: false,
            quoted: false,
            escaped: false,
            tag: false,
        }
    }

    /// Whether a value here stands within a literal or within quotes.
    pub(super) fn is_quoted(&self) -> bool {
        self.quoted
    }

    /// Goes on over text of the author.
    pub(super) fn author(&mut self, text: &str) {
        self.begun |= !text.trim().is_empty();
        match self.place {
            Place::Json => text.chars().for_each(|it| self.json(it)),
            Place::Html => text.chars().for_each(|it| self.html(it)),
            Place::Plain | Place::Url | Place::Form | Place::Header => {}
        }
    }

    fn json(&mut self, it: char) {
        match it {
            _ if self.escaped => self.escaped = false,
            '\\' if self.quoted => self.escaped = true,
            '"' => self.quoted = !self.quoted,
            _ => {}
        }
    }

    fn html(&mut self, it: char) {
        match it {
            '"' if self.tag => self.quoted = !self.quoted,
            '<' if !self.tag => self.tag = true,
            '>' if !self.quoted => self.tag = false,
            _ => {}
        }
    }

    /// A value as it looks here.
    ///
    /// # Errors
    /// 121 for a value outside of the literals of a JSON body that is no JSON.
    pub(super) fn value<'v>(&mut self, value: &'v str) -> Result<Cow<'v, str>, Problem> {
        let first = !std::mem::replace(&mut self.begun, true);
        match self.place {
            Place::Url if first => Ok(Cow::Borrowed(value.trim())),
            Place::Json if !self.quoted => match serde_json::from_str::<IgnoredAny>(value) {
                Ok(_) => Ok(Cow::Borrowed(value)),
                Err(_) => Err(not_json(value)),
            },
            Place::Html => Ok(html(value, self.tag)),
            place => Ok(place.escape(value)),
        }
    }
}

fn not_json(value: &str) -> Problem {
    let detail = match value.trim() {
        "" => "вне кавычек подставлено пустое значение: добавьте ifempty(null)".to_owned(),
        value => {
            let start: String = value.chars().take(60).collect();
            format!("«{start}» нужно взять в кавычки")
        }
    };
    Problem::error(Code::BadJson, detail)
}

/// Within a tag a quote would end the attribute.
fn html(value: &str, in_tag: bool) -> Cow<'_, str> {
    if !value.contains(['<', '>', '&', '"', '\'']) {
        return Cow::Borrowed(value);
    }
    let mut text = String::with_capacity(value.len());
    for it in value.chars() {
        match it {
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '&' => text.push_str("&amp;"),
            '"' if in_tag => text.push_str("&quot;"),
            '\'' if in_tag => text.push_str("&#39;"),
            other => text.push(other),
        }
    }
    Cow::Owned(text)
}

/// Percent-encoding: RFC 3986 for addresses, `application/x-www-form-urlencoded` for forms.
fn encoded(value: &str, form: bool) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |nibble: u8| {
        HEX.get(usize::from(nibble))
            .map_or('0', |it| char::from(*it))
    };
    let mut text = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                text.push(char::from(byte))
            }
            b'~' if !form => text.push('~'),
            b'*' if form => text.push('*'),
            b' ' if form => text.push('+'),
            other => {
                text.push('%');
                text.push(digit(other >> 4));
                text.push(digit(other & 15));
            }
        }
    }
    text
}

/// The inside of a JSON string literal.
fn literal(value: &str) -> Cow<'_, str> {
    let written = serde_json::to_string(value).unwrap_or_default();
    let inner = written
        .strip_prefix('"')
        .and_then(|it| it.strip_suffix('"'));
    match inner {
        Some(inner) if inner == value => Cow::Borrowed(value),
        Some(inner) => Cow::Owned(inner.to_owned()),
        None => Cow::Borrowed(""),
    }
}
