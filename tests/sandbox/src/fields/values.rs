//! One element of `values`, by the type of its field.

use serde_json::{Value, json};

use super::choice;
use crate::checks::whole;
use crate::clock;
use crate::model::{Card, Field};
use crate::state::State;

/// Why an element was refused: where, and how amoCRM says it.
#[derive(Debug, PartialEq)]
pub struct Bad {
    /// Key of the element.
    pub key: &'static str,
    /// amoCRM's code.
    pub code: &'static str,
    /// amoCRM's text.
    pub detail: String,
}

impl Bad {
    /// No such entry.
    pub fn choice(key: &'static str) -> Self {
        let detail = "The value you selected is not a valid choice.".to_owned();
        Self {
            key,
            code: "NotSupportedChoice",
            detail,
        }
    }

    /// Wrong JSON type.
    pub fn wrong_type(key: &'static str, wanted: &str) -> Self {
        let detail = format!("This value should be of type {wanted}.");
        Self {
            key,
            code: "InvalidType",
            detail,
        }
    }
}

/// What is stored, which is what is read back. `None` stands for an empty text: nothing is kept.
pub fn stored(field: &Field, item: &Value) -> Result<Option<Value>, Bad> {
    let value = item.get("value").unwrap_or(&Value::Null);
    // Some clients send every key of an element, null where they have nothing to say.
    let is_given = |key: &str| item.get(key).is_some_and(|value| !value.is_null());
    let is_listed = is_given("enum_id") || is_given("enum_code");
    if !is_listed && (value.is_null() || value == "") && field.field_type != "chained_list" {
        return Ok(None);
    }
    let element = match field.field_type.as_str() {
        "numeric" | "price" | "monetary" => json!({"value": number(value)?}),
        "checkbox" => json!({"value": flag(value)?}),
        "date" | "birthday" => json!({"value": clock::midnight(moment(value)?)}),
        "date_time" => json!({"value": moment(value)?}),
        "select" | "multiselect" | "radiobutton" => choice::listed(field, item)?,
        "category" => choice::category(field, item)?,
        "multitext" => choice::multitext(field, item)?,
        "smart_address" => choice::address_part(item)?,
        "legal_entity" | "payer" | "linked_entity" => json!({"value": named(value)?}),
        "items" | "file" | "supplier" => json!({"value": object(value)?}),
        "chained_list" => chain(item)?,
        _ => json!({"value": text(value)?}),
    };
    Ok(Some(element))
}

fn text(value: &Value) -> Result<String, Bad> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(Bad::wrong_type("value", "string")),
    }
}

/// Numbers come back as text, without a fraction that says nothing.
fn number(value: &Value) -> Result<String, Bad> {
    let written = text(value).map_err(|_| Bad::wrong_type("value", "numeric"))?;
    let plain = written.trim().replace(',', ".");
    let parsed: f64 = plain
        .parse()
        .map_err(|_| Bad::wrong_type("value", "numeric"))?;
    if !parsed.is_finite() {
        return Err(Bad::wrong_type("value", "numeric"));
    }
    let has_fraction = plain.contains('.') && !plain.contains(['e', 'E']);
    Ok(if has_fraction {
        plain.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        plain
    })
}

fn flag(value: &Value) -> Result<bool, Bad> {
    match value {
        Value::Bool(flag) => Ok(*flag),
        Value::Number(number) => Ok(number.as_i64() == Some(1)),
        Value::String(text) if ["1", "true"].contains(&text.as_str()) => Ok(true),
        Value::String(text) if ["0", "false"].contains(&text.as_str()) => Ok(false),
        _ => Err(Bad::wrong_type("value", "bool")),
    }
}

/// Unix seconds, or RFC 3339.
fn moment(value: &Value) -> Result<i64, Bad> {
    let from_text = |text: &str| text.parse().ok().or_else(|| clock::from_rfc3339(text));
    let moment = whole(value).or_else(|| value.as_str().and_then(from_text));
    let possible = |moment: &i64| (-clock::LAST_MOMENT..=clock::LAST_MOMENT).contains(moment);
    moment
        .filter(possible)
        .ok_or(Bad::wrong_type("value", "int"))
}

fn object(value: &Value) -> Result<Value, Bad> {
    if value.is_object() {
        Ok(value.clone())
    } else {
        Err(Bad::wrong_type("value", "array"))
    }
}

fn named(value: &Value) -> Result<Value, Bad> {
    let body = object(value)?;
    let has_name = body["name"].as_str().is_some_and(|name| !name.is_empty());
    let missing = || Bad {
        key: "value.name",
        code: "FieldMissing",
        detail: "This field is missing.".into(),
    };
    if has_name { Ok(body) } else { Err(missing()) }
}

fn chain(item: &Value) -> Result<Value, Bad> {
    let part = |key: &'static str| item[key].as_i64().ok_or(Bad::wrong_type(key, "int"));
    let (catalog, element) = (part("catalog_id")?, part("catalog_element_id")?);
    Ok(json!({"catalog_id": catalog, "catalog_element_id": element}))
}

/// `custom_fields_values` of a card: null when nothing is filled.
pub fn read(state: &State, card: &Card) -> Value {
    let filled = card.values.iter().filter(|(_, values)| !values.is_empty());
    let shown: Vec<Value> = filled
        .filter_map(|(id, values)| Some((state.fields.get(id)?, values)))
        .map(|(field, values)| {
            json!({
                "field_id": field.id, "field_name": field.name, "field_code": field.code,
                "field_type": field.field_type, "values": values,
            })
        })
        .collect();
    if shown.is_empty() {
        Value::Null
    } else {
        json!(shown)
    }
}

/// Does a stored element equal the text of a filter? Lists compare by entry id.
pub fn compare(element: &Value, wanted: &str) -> bool {
    if let Some(id) = element.get("enum_id").and_then(Value::as_i64) {
        return id.to_string() == wanted || element["value"] == wanted;
    }
    match &element["value"] {
        Value::Bool(flag) => wanted == if *flag { "1" } else { "0" },
        Value::String(text) => text == wanted,
        Value::Number(number) => number.to_string() == wanted,
        _ => false,
    }
}
