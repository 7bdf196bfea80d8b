//! Makes and changes fields from definitions in the API's shape.

use serde_json::{Value, json};

use crate::answer::Record;
use crate::model::{Choice, Field, Owner, PASSED_THROUGH};
use crate::state::State;

/// Makes a field from a definition in the API's shape.
pub fn add(state: &mut State, owner: Owner, item: &Record) -> i64 {
    let given = item.get("id").and_then(Value::as_i64);
    let id = given.unwrap_or_else(|| state.next_id("fields"));
    state.reserve_id("fields", id);
    let mut field = Field {
        id,
        owner,
        name: String::new(),
        field_type: item
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or("text")
            .to_owned(),
        code: None,
        sort: 500 + i64::try_from(state.fields.len()).unwrap_or(0),
        is_predefined: item.get("is_predefined") == Some(&Value::Bool(true)),
        is_api_only: false,
        group_id: None,
        currency: None,
        choices: Vec::new(),
        nested: Value::Null,
        rest: json!({}),
    };
    apply(state, &mut field, item);
    state.fields.insert(id, field);
    id
}

/// Takes over what a definition mentions.
pub fn apply(state: &mut State, field: &mut Field, item: &Record) {
    let text = |key: &str| item.get(key).and_then(Value::as_str).map(str::to_owned);
    field.name = text("name").unwrap_or_else(|| field.name.clone());
    field.code = text("code").or(field.code.take());
    field.group_id = text("group_id").or(field.group_id.take());
    field.currency = text("currency").or(field.currency.take());
    field.sort = item
        .get("sort")
        .and_then(Value::as_i64)
        .unwrap_or(field.sort);
    field.is_api_only = item
        .get("is_api_only")
        .and_then(Value::as_bool)
        .unwrap_or(field.is_api_only);
    if let Some(enums) = item.get("enums").and_then(Value::as_array) {
        field.choices = enums.iter().map(|entry| choice(state, entry)).collect();
    }
    if let Some(nested) = item.get("nested").and_then(Value::as_array) {
        field.nested = nested.iter().map(|node| numbered(state, node)).collect();
    }
    for key in PASSED_THROUGH {
        if let Some(value) = item.get(key) {
            field.rest[key] = value.clone();
        }
    }
}

/// Entries without a number are new; those that are not mentioned disappear.
fn choice(state: &mut State, entry: &Value) -> Choice {
    let given = entry["id"].as_i64();
    let id = given.unwrap_or_else(|| state.next_id("enums"));
    state.reserve_id("enums", id);
    Choice {
        id,
        value: entry["value"].as_str().unwrap_or_default().to_owned(),
        sort: entry["sort"].as_i64().unwrap_or(500),
        code: entry["code"].as_str().map(str::to_owned),
    }
}

fn numbered(state: &mut State, node: &Value) -> Value {
    let id = node["id"]
        .as_i64()
        .unwrap_or_else(|| state.next_id("enums"));
    json!({
        "id": id, "parent_id": node["parent_id"], "value": node["value"],
        "sort": node["sort"].as_i64().unwrap_or(0),
    })
}
