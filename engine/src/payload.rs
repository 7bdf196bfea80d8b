//! Foreign data as variables of a run: JSON, forms and queries flattened by A35 (R246–R248, R414).
//!
//! Whatever arrives is read: what has no place in variables is told and stays in `webhook_data`.

use std::collections::BTreeMap;

use crate::problem::{Code, Problem};

mod flat;
mod form;
mod json;

use flat::Flat;

/// What a request or an answer brought.
///
/// Fields of a multipart body come as a form: the server writes them so before it asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Received<'a> {
    /// After the `?` of the address; its names come before those of the body.
    pub query: &'a str,
    /// Value of the header `Content-Type`; empty if there is none.
    pub content_type: &'a str,
    /// As it came.
    pub body: &'a [u8],
}

/// Variables of a run, and what the manager should know about them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payload {
    /// Name and text.
    pub variables: BTreeMap<String, String>,
    /// Names that met, and what was left out.
    pub problems: Vec<Problem>,
}

impl Payload {
    /// Reads everything into variables; `webhook_data` is the whole body, or the query if there is no body.
    pub fn read(received: Received<'_>) -> Self {
        let mut flat = Flat::default();
        let body = String::from_utf8_lossy(received.body);
        let body = body.strip_prefix('\u{feff}').unwrap_or(&body);
        let data = if body.is_empty() {
            received.query
        } else {
            body
        };
        flat.insert("webhook_data", data.to_owned());
        form::read(received.query, &mut flat);
        match Shape::of(received.content_type, body) {
            Shape::Json => {
                if !json::read(body, &mut flat) {
                    let detail = "Переменные не выделены, тело целиком — в {webhook_data}";
                    flat.tell(Code::BadJson, detail.to_owned());
                }
            }
            Shape::Form => form::read(body.trim(), &mut flat),
            Shape::Other => {}
        }
        flat.into_payload()
    }

    /// The same with the status of an answer (A37).
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        self.with("webhook_status", status.to_string())
    }

    /// The same with the number of entities that the search of a hook found.
    #[must_use]
    pub fn with_found(self, count: usize) -> Self {
        self.with("webhook_found_count", count.to_string())
    }

    fn with(mut self, name: &str, text: String) -> Self {
        self.variables.insert(name.to_owned(), text);
        self
    }
}

/// How a body is read.
enum Shape {
    Json,
    Form,
    Other,
}

impl Shape {
    /// By the body first: senders often call JSON a form, and a form plain text.
    fn of(content_type: &str, body: &str) -> Self {
        let content_type = content_type.to_ascii_lowercase();
        let body = body.trim();
        if content_type.contains("json") || (body.starts_with(['{', '[']) && json::is_json(body)) {
            return if body.is_empty() {
                Self::Other
            } else {
                Self::Json
            };
        }
        let is_named = content_type.contains("x-www-form-urlencoded");
        let looks_like_one =
            body.contains('=') && !body.starts_with('<') && !body.contains(char::is_whitespace);
        if is_named || looks_like_one {
            Self::Form
        } else {
            Self::Other
        }
    }
}

#[cfg(test)]
mod tests;
