//! Keys of a hook's item and their values, renamed and shaped as in amoCRM's API v4.

use serde_json::{Map, Value as Json, json};

use super::json;
use super::tree::{Node, index};

/// How the text of a key is read.
#[derive(Clone, Copy)]
pub enum Read {
    /// Whole number; other text stays text.
    Number,
    /// Text as it is.
    Text,
    /// JSON inside the text; other text stays text.
    Nested,
    /// Any shape below the key.
    Whole,
    /// List of `{id, name}`.
    Tags,
    /// Custom fields in one of amoCRM's layouts.
    Custom,
    /// A map by number, or a list: the numbers.
    Numbers,
}

/// A key that is understood: in the hook, in amoCRM's API, and how it is read.
pub type Known = (&'static str, &'static str, Read);

/// Takes the known keys out of an item; the others remain in it, and so does what a reader would cut.
pub fn take(item: &mut Node, known: &[&[Known]]) -> Map<String, Json> {
    let mut fields = Map::new();
    take_into(&mut fields, item, known);
    fields
}

/// Takes the known keys whose names are not there yet.
pub fn take_into(fields: &mut Map<String, Json>, item: &mut Node, known: &[&[Known]]) {
    for &(key, name, read) in known.iter().copied().flatten() {
        // Two keys may have one meaning; the second stays in the rest.
        let Some(node) = item.children.get_mut(key) else {
            continue;
        };
        if fields.contains_key(name) {
            continue;
        }
        if let Some(value) = read.take(node) {
            fields.insert(name.to_owned(), value);
            if node.is_empty() {
                item.children.remove(key);
            }
        }
    }
}

impl Read {
    /// Takes what it reads out of the node.
    fn take(self, node: &mut Node) -> Option<Json> {
        match self {
            Self::Number => node.take_text().map(|text| number(&text)),
            Self::Text => node.take_text().map(Json::from),
            Self::Nested => node.take_text().map(nested),
            Self::Whole => node.has_text().then(|| std::mem::take(node).to_json()),
            Self::Tags => list(node).map(|items| items.into_iter().map(tag).collect()),
            Self::Custom => list(node).map(|items| items.into_iter().map(field).collect()),
            Self::Numbers => numbers(node),
        }
    }
}

/// A number as a number; a text that a number would not spell the same stays text.
pub fn number(text: &str) -> Json {
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => Json::from(number),
        _ => Json::from(text),
    }
}

fn nested(text: String) -> Json {
    json::faithful(&text).unwrap_or(Json::String(text))
}

/// Takes the items of a list; a text beside them stays.
fn list(node: &mut Node) -> Option<Vec<Node>> {
    node.is_list().then(|| node.take_items())
}

fn tag(mut item: Node) -> Json {
    let known: &[Known] = &[("id", "id", Read::Number), ("name", "name", Read::Text)];
    let mut fields = take(&mut item, &[known]);
    keep_rest(&mut fields, &item);
    Json::Object(fields)
}

/// Numbers of a list, or of a map by number; nothing else may stand there.
fn numbers(node: &mut Node) -> Option<Json> {
    let count = node.children.len() as u64;
    let one = |(key, item): (&String, &Node)| -> Option<u64> {
        let text = match item.children.iter().next() {
            None => item.texts.first().unwrap_or(key),
            Some((name, inner)) if name.eq_ignore_ascii_case("id") => inner.texts.first()?,
            Some(_) => return None,
        };
        let id = index(text).filter(|id| id.to_string() == *text)?;
        // A key says nothing else than its number, or its place in a list.
        let is_known = key == text || index(key).is_some_and(|index| index < count);
        (is_known && item.size() <= 1).then_some(id)
    };
    let mut ids: Vec<u64> = node.children.iter().map(one).collect::<Option<_>>()?;
    if ids.is_empty() {
        return None;
    }
    ids.sort_unstable();
    node.children.clear();
    Some(Json::from(ids))
}

const FIELD: &[Known] = &[
    ("id", "field_id", Read::Number),
    ("name", "field_name", Read::Text),
    ("code", "field_code", Read::Text),
];

/// Codes of amoCRM's own fields that hold text; of others a bare number is a date.
const TEXTS: [&str; 6] = ["PHONE", "EMAIL", "IM", "WEB", "POSITION", "ADDRESS"];

/// One custom field; a field without values is present and empty.
fn field(mut item: Node) -> Json {
    let mut field = take(&mut item, &[FIELD]);
    let code = field.get("field_code").and_then(Json::as_str);
    let bare = match code.is_some_and(|code| TEXTS.contains(&code)) {
        true => |text: &str| Json::from(text),
        false => number,
    };
    let values = item.children.remove("values").unwrap_or_default();
    field.insert("values".to_owned(), values_of(values, bare));
    keep_rest(&mut field, &item);
    Json::Object(field)
}

/// The list of values; a radio button is one object instead of a list.
fn values_of(mut node: Node, bare: fn(&str) -> Json) -> Json {
    let mut values: Vec<Json> = match list(&mut node) {
        Some(items) => items.into_iter().map(|item| value(item, bare)).collect(),
        None if node.children.is_empty() => Vec::new(),
        None => return json!([value(node, bare)]),
    };
    let texts = node.texts.iter();
    values.extend(texts.map(|text| json!({ "value": bare(text) })));
    Json::Array(values)
}

const VALUE: &[Known] = &[
    ("enum", "enum_id", Read::Number),
    ("enum_id", "enum_id", Read::Number),
    ("enum_code", "enum_code", Read::Text),
    ("subtype", "enum_code", Read::Text),
];

/// One value: `{value, enum}`, or the bare text that dates are sent as.
fn value(mut item: Node, bare: fn(&str) -> Json) -> Json {
    if item.children.is_empty() {
        let value = match item.texts.as_slice() {
            [text] => bare(text),
            _ => item.to_json(),
        };
        return json!({ "value": value });
    }
    let mut fields = take(&mut item, &[VALUE]);
    if let Some(value) = item.children.remove("value") {
        fields.insert("value".to_owned(), value.to_json());
    }
    keep_rest(&mut fields, &item);
    Json::Object(fields)
}

fn keep_rest(fields: &mut Map<String, Json>, item: &Node) {
    if item.has_text() {
        fields.insert("rest".to_owned(), item.to_json());
    }
}
