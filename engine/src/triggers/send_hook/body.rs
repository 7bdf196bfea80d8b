//! The body of a request: a form, JSON or a text of the author's own.

use serde::de::IgnoredAny;
use serde_json::{Map, Value as Json};

use super::{JSON, RAW, Settings, Work};
use crate::{
    fact::Fact,
    problem::{Code, Problem},
    template::Place,
    triggers::Given,
};

const PLACE: &str = "settings.body";

/// An encoded body.
pub(super) struct Body {
    pub content_type: String,
    pub text: String,
    /// Whether what every request tells is in it; else it goes to the address (A36).
    pub holds_reserved: bool,
}

/// `a=1&b=2`, what every request tells at the end.
pub(super) fn form(work: &mut Work<'_>, reserved: &[(String, String)]) -> Result<Body, Problem> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for (name, value) in fields_of(work)? {
        fields.push((name, value.text()));
    }
    fields.retain(|(name, _)| !reserved.iter().any(|(own, _)| own == name));
    fields.extend_from_slice(reserved);
    Ok(Body {
        content_type: "application/x-www-form-urlencoded".to_owned(),
        text: pairs(&fields),
        holds_reserved: true,
    })
}

/// Pairs as a form or the query of an address has them.
pub(super) fn pairs(pairs: &[(String, String)]) -> String {
    let encoded = |(name, value): &(String, String)| {
        format!("{}={}", Place::Form.escape(name), Place::Form.escape(value))
    };
    pairs.iter().map(encoded).collect::<Vec<_>>().join("&")
}

/// The author's JSON, or an object of the fields.
pub(super) fn json(work: &mut Work<'_>, reserved: &[(String, String)]) -> Result<Body, Problem> {
    let text = match work.settings.get("body") {
        Some(Given::Text(_)) => work.text_in(Place::Json, "body")?,
        _ => object(work)?,
    };
    let text = text.trim();
    let parsed: Json = serde_json::from_str(text).map_err(|error| broken(&error))?;
    let (text, holds_reserved) = match parsed
        .as_object()
        .and_then(|_| with(text, &parsed, reserved))
    {
        Some(text) => (text, true),
        None => (text.to_owned(), false),
    };
    Ok(Body {
        content_type: "application/json".to_owned(),
        text,
        holds_reserved,
    })
}

/// The author's text with further members at the end; `None` where it has one of them already.
fn with(text: &str, parsed: &Json, reserved: &[(String, String)]) -> Option<String> {
    if reserved.iter().any(|(name, _)| parsed.get(name).is_some()) {
        return None;
    }
    let members = reserved.iter().map(|(name, value)| {
        let value = match (name.as_str(), value.parse::<u64>()) {
            ("entity_id" | "scenario_id", Ok(number)) => Json::from(number),
            _ => Json::from(value.as_str()),
        };
        format!("{}:{value}", Json::from(name.as_str()))
    });
    let members: Vec<String> = members.collect();
    let open = text.strip_suffix('}')?.trim_end();
    let comma = if open.ends_with('{') { "" } else { "," };
    Some(format!("{open}{comma}{}}}", members.join(",")))
}

/// Numbers and yes or no keep their type; everything else is text.
fn object(work: &mut Work<'_>) -> Result<String, Problem> {
    let mut object = Map::new();
    for (name, value) in fields_of(work)? {
        let json = match &value {
            Fact::Number(number) | Fact::Money(number) => {
                serde_json::from_str(&number.normalize().to_string()).ok()
            }
            Fact::Bool(yes) => Some(Json::from(*yes)),
            _ => None,
        };
        object.insert(name, json.unwrap_or_else(|| Json::from(value.text())));
    }
    Ok(Json::Object(object).to_string())
}

/// A JSON body that no inserted values make right.
pub(super) fn written(settings: &Settings) -> Option<Problem> {
    let is_json = match settings.choice("format") {
        Some(JSON) => true,
        Some(RAW) => place_of(&settings.fixed("content_type")?) == Place::Json,
        _ => false,
    };
    let Some(Given::Text(template)) = settings.get("body").filter(|_| is_json) else {
        return None;
    };
    let sample = template.json_sample()?;
    let error = serde_json::from_str::<IgnoredAny>(sample.trim()).err()?;
    Some(broken(&error))
}

/// How values are escaped in a text of this type.
fn place_of(content_type: &str) -> Place {
    let kind = content_type.to_lowercase();
    match kind.split(';').next().unwrap_or_default().trim() {
        "application/json" => Place::Json,
        "application/x-www-form-urlencoded" => Place::Form,
        "application/xml" | "text/xml" | "text/html" => Place::Html,
        _ => Place::Plain,
    }
}

/// A text of the author's own; what it is decides how values are escaped in it.
pub(super) fn raw(work: &mut Work<'_>) -> Result<Body, Problem> {
    let given = work.text_in(Place::Header, "content_type");
    let content_type = work.spare(given)?;
    let content_type = match content_type.trim() {
        "" => "text/plain; charset=utf-8".to_owned(),
        given => Place::Header.escape(given).into_owned(),
    };
    let place = place_of(&content_type);
    let text = work.text_in(place, "body")?;
    if place == Place::Json {
        serde_json::from_str::<Json>(&text).map_err(|error| broken(&error))?;
    }
    Ok(Body {
        content_type,
        text,
        holds_reserved: false,
    })
}

/// Names and values of the fields; typed where a value is one template alone.
fn fields_of(work: &mut Work<'_>) -> Result<Vec<(String, Fact)>, Problem> {
    let settings = work.settings;
    let mut fields = Vec::new();
    for (index, row) in settings.rows("fields").iter().enumerate() {
        let field = field_of(work, row, &format!("settings.fields[{index}]"));
        fields.extend(work.spare(field.map(Some))?);
    }
    Ok(fields)
}

fn field_of(work: &mut Work<'_>, row: &Settings, place: &str) -> Result<(String, Fact), Problem> {
    let name = work.column(Place::Plain, row, place, "name")?;
    let value = match row.get("value") {
        Some(Given::Text(template)) => work.render(&format!("{place}.value"), template)?.fact,
        _ => Fact::Empty,
    };
    Ok((name.trim().to_owned(), value))
}

fn broken(error: &serde_json::Error) -> Problem {
    let detail = format!(
        "Строка {}, символ {}: проверьте кавычки, запятые и скобки",
        error.line(),
        error.column()
    );
    Problem::error(Code::BadJson, detail).at(PLACE)
}
