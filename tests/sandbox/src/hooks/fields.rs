//! Custom fields in hooks, whose layout differs from REST and from type to type.

use serde_json::Value;

use super::Item;
use crate::clock;
use crate::model::{Card, Field};
use crate::state::State;

/// Adds `custom_fields[n]…`: the full set of the card, not a difference.
pub(super) fn put(item: &mut Item, state: &State, card: &Card) {
    let known = card
        .values
        .iter()
        .filter_map(|(id, v)| Some((state.fields.get(id)?, v)));
    for (index, (field, values)) in known.enumerate() {
        let prefix = format!("[custom_fields][{index}]");
        item.put(&format!("{prefix}[id]"), field.id);
        item.put(&format!("{prefix}[name]"), &field.name);
        put_values(item, field, values, &prefix);
        item.put_some(&format!("{prefix}[code]"), field.code.as_ref());
    }
}

fn put_values(item: &mut Item, field: &Field, values: &[Value], prefix: &str) {
    for (index, element) in values.iter().enumerate() {
        let place = format!("{prefix}[values][{index}]");
        match field.field_type.as_str() {
            // A bare scalar, without `[value]`.
            "date" | "date_time" => item.put(&place, scalar(&element["value"])),
            // An object where every other type has a list.
            "radiobutton" => put_choice(item, element, &format!("{prefix}[values]"), "enum"),
            "smart_address" => put_address(item, element, &place),
            "birthday" => {
                let date = element["value"].as_i64().map(clock::local_date);
                item.put_some(&format!("{place}[value]"), date);
            }
            "chained_list" => put_tree(item, element, &place),
            _ => put_choice(item, element, &place, "enum"),
        }
    }
}

fn put_choice(item: &mut Item, element: &Value, place: &str, key: &str) {
    put_tree(item, &element["value"], &format!("{place}[value]"));
    item.put_some(&format!("{place}[{key}]"), element["enum_id"].as_i64());
}

/// Parts of an address are keyed by their name.
fn put_address(item: &mut Item, element: &Value, place: &str) {
    item.put(&format!("{place}[value]"), scalar(&element["value"]));
    item.put(&format!("{place}[subtype]"), scalar(&element["enum_code"]));
}

/// Objects such as legal entities are spread over one key per leaf.
fn put_tree(item: &mut Item, value: &Value, place: &str) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                put_tree(item, inner, &format!("{place}[{key}]"));
            }
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                put_tree(item, inner, &format!("{place}[{index}]"));
            }
        }
        Value::Null => {}
        Value::Bool(_) | Value::Number(_) | Value::String(_) => item.put(place, scalar(value)),
    }
}

/// All scalars are texts, and flags are digits.
fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(flag) => u8::from(*flag).to_string(),
        other => other.to_string(),
    }
}
