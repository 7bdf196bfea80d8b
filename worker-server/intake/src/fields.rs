//! Keys of a hook's item and their values, renamed and shaped as in amoCRM's API v4.

use serde_json::{Map, Value as Json, json};

use super::tree::Node;

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

/// Takes the known keys out of an item; the others remain in it.
pub fn take(item: &mut Node, known: &[&[Known]]) -> Map<String, Json> {
    let mut fields = Map::new();
    for &(key, name, read) in known.iter().copied().flatten() {
        let Some(node) = item.children.get(key) else {
            continue;
        };
        // A shape that the reader would cut stays in the rest, whole.
        if let Some(value) = read.value(node) {
            fields.insert(name.to_owned(), value);
            item.children.remove(key);
        }
    }
    fields
}

impl Read {
    fn value(self, node: &Node) -> Option<Json> {
        match self {
            Self::Number => single(node).map(number),
            Self::Text => single(node).map(Json::from),
            Self::Nested => single(node).map(nested),
            Self::Whole => Some(node.to_json()),
            Self::Tags => tags(node),
            Self::Custom => custom(node),
            Self::Numbers => numbers(node),
        }
    }
}

fn single(node: &Node) -> Option<&str> {
    match (node.texts.as_slice(), node.children.is_empty()) {
        ([text], true) => Some(text),
        _ => None,
    }
}

/// A number as a number, any other text as it is.
pub fn number(text: &str) -> Json {
    text.parse::<i64>()
        .map_or_else(|_| Json::from(text), Json::from)
}

fn nested(text: &str) -> Json {
    match serde_json::from_str::<Json>(text) {
        Ok(json) if json.is_object() || json.is_array() => json,
        _ => Json::from(text),
    }
}

fn tags(node: &Node) -> Option<Json> {
    let tag = |item: &Node| {
        let mut item = item.clone();
        let mut fields = take(
            &mut item,
            &[&[("id", "id", Read::Number), ("name", "name", Read::Text)]],
        );
        keep_rest(&mut fields, &item);
        Json::Object(fields)
    };
    node.is_list()
        .then(|| node.items().into_iter().map(tag).collect())
}

fn numbers(node: &Node) -> Option<Json> {
    let id = |(key, item): (&String, &Node)| {
        let text = item
            .get("ID")
            .or_else(|| item.get("id"))
            .and_then(Node::text);
        text.or_else(|| item.text())
            .unwrap_or(key)
            .parse::<u64>()
            .ok()
    };
    let ids: Option<Vec<u64>> = node.children.iter().map(id).collect();
    ids.map(Json::from)
}

fn custom(node: &Node) -> Option<Json> {
    node.is_list()
        .then(|| node.items().into_iter().map(field).collect())
}

const FIELD: &[Known] = &[
    ("id", "field_id", Read::Number),
    ("name", "field_name", Read::Text),
    ("code", "field_code", Read::Text),
];

/// One custom field; a field without values is present and empty.
fn field(item: &Node) -> Json {
    let mut item = item.clone();
    let mut field = take(&mut item, &[FIELD]);
    let values = item.children.remove("values");
    field.insert(
        "values".to_owned(),
        values.as_ref().map_or_else(|| json!([]), values_of),
    );
    keep_rest(&mut field, &item);
    Json::Object(field)
}

/// The list of values; a radio button is one object instead of a list.
fn values_of(node: &Node) -> Json {
    match (node.is_list(), node.children.is_empty()) {
        (true, _) => node.items().into_iter().map(value).collect(),
        (false, true) => node
            .texts
            .iter()
            .map(|text| json!({ "value": scalar(text) }))
            .collect(),
        (false, false) => json!([value(node)]),
    }
}

const VALUE: &[Known] = &[
    ("enum", "enum_id", Read::Number),
    ("enum_id", "enum_id", Read::Number),
    ("enum_code", "enum_code", Read::Text),
    ("subtype", "enum_code", Read::Text),
];

/// One value: `{value, enum}`, or the bare text that dates are sent as.
fn value(node: &Node) -> Json {
    if node.children.is_empty() {
        return json!({ "value": node.text().map(scalar) });
    }
    let mut item = node.clone();
    let mut fields = take(&mut item, &[VALUE]);
    if let Some(value) = item.children.remove("value") {
        fields.insert("value".to_owned(), value.to_json());
    }
    keep_rest(&mut fields, &item);
    Json::Object(fields)
}

/// A bare value is a date in Unix seconds; what is no number stays text.
fn scalar(text: &str) -> Json {
    number(text)
}

fn keep_rest(fields: &mut Map<String, Json>, item: &Node) {
    if !item.children.is_empty() || !item.texts.is_empty() {
        fields.insert("rest".to_owned(), item.to_json());
    }
}
