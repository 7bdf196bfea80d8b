//! `url`: a text for an address.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

pub(super) static ENTRY: Entry = Entry {
    code: "url",
    also: &["urlencode"],
    label: "Для адреса ссылки",
    group: Group::Strings,
    arguments: &[],
    help: "Кодирует текст для адреса: пробел — %20.",
    example: &[
        Example {
            template: "{{Опт 1:url}}",
            gives: "%D0%9E%D0%BF%D1%82%201",
        },
        Example {
            template: "{{a&b=c:urlencode}}",
            gives: "a%26b%3Dc",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

/// Everything but letters, digits and the four signs that addresses never encode (RFC 3986).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

fn apply(call: Call<'_>) -> Outcome {
    Ok(Fact::Text(encoded(&call.value?.text())))
}

/// Percent-encodes a text.
pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}
