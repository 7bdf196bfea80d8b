//! Values that name an entry of a list.

use serde_json::{Value, json};

use super::values::Bad;
use crate::model::{Choice, Field};

/// The parts of a postal address: amoCRM numbers them the same in every account.
const ADDRESS: [(i64, &str); 6] = [
    (1, "address_line_1"),
    (2, "address_line_2"),
    (3, "city"),
    (4, "state"),
    (5, "zip"),
    (6, "country"),
];

/// select, multiselect, radiobutton: by id, by code or by text.
pub fn listed(field: &Field, item: &Value) -> Result<Value, Bad> {
    let choice = if let Some(id) = item.get("enum_id").filter(|id| !id.is_null()) {
        field
            .choices
            .iter()
            .find(|own| Some(own.id) == id.as_i64())
            .ok_or(Bad::choice("enum_id"))?
    } else if let Some(code) = code(item) {
        let own = |own: &&Choice| own.code.as_deref() == Some(code);
        field
            .choices
            .iter()
            .find(own)
            .ok_or(Bad::choice("enum_code"))?
    } else {
        let text = item
            .get("value")
            .and_then(Value::as_str)
            .ok_or(Bad::choice("value"))?;
        field
            .choices
            .iter()
            .find(|own| own.value == text)
            .ok_or(Bad::choice("value"))?
    };
    Ok(json!({"value": choice.value, "enum_id": choice.id, "enum_code": choice.code}))
}

/// category: as a list, but the entries are a tree and the answer has no code.
pub fn category(field: &Field, item: &Value) -> Result<Value, Bad> {
    let nodes = field.nested.as_array().into_iter().flatten();
    let same = |node: &&Value| match item.get("enum_id").filter(|id| !id.is_null()) {
        Some(id) => node["id"] == *id,
        None => node["value"] == item["value"],
    };
    let node = nodes.into_iter().find(same).ok_or(Bad::choice("value"))?;
    Ok(json!({"value": node["value"], "enum_id": node["id"]}))
}

/// multitext: any text, with the kind of the phone or address; WORK unless told.
pub fn multitext(field: &Field, item: &Value) -> Result<Value, Bad> {
    let text = match item.get("value") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => return Err(Bad::wrong_type("value", "string")),
    };
    let choice = if let Some(id) = item.get("enum_id").filter(|id| !id.is_null()) {
        field
            .choices
            .iter()
            .find(|own| Some(own.id) == id.as_i64())
            .ok_or(Bad::choice("enum_id"))?
    } else {
        let code = code(item).unwrap_or("WORK");
        let own = |own: &&Choice| own.code.as_deref() == Some(code);
        field
            .choices
            .iter()
            .find(own)
            .ok_or(Bad::choice("enum_code"))?
    };
    Ok(json!({"value": text, "enum_id": choice.id, "enum_code": choice.code}))
}

/// smart_address: one part of the address.
pub fn address_part(item: &Value) -> Result<Value, Bad> {
    let text = item
        .get("value")
        .and_then(Value::as_str)
        .ok_or(Bad::wrong_type("value", "string"))?;
    let id = item.get("enum_id").and_then(Value::as_i64);
    let part = match (id, code(item)) {
        (Some(id), _) => ADDRESS
            .iter()
            .find(|part| part.0 == id)
            .ok_or(Bad::choice("enum_id"))?,
        (None, Some(code)) => ADDRESS
            .iter()
            .find(|part| part.1 == code)
            .ok_or(Bad::choice("enum_code"))?,
        (None, None) => return Err(Bad::choice("enum_id")),
    };
    Ok(json!({"value": text, "enum_id": part.0, "enum_code": part.1}))
}

/// The code, under either of the two names that clients use.
fn code(item: &Value) -> Option<&str> {
    item.get("enum_code")
        .and_then(Value::as_str)
        .or_else(|| item.get("enum")?.as_str())
}
