//! `custom_fields_values` of a write: every mentioned field is replaced whole.

use serde_json::Value;

use super::values::stored;
use crate::checks::Checks;
use crate::model::{Field, Owner};
use crate::state::State;

/// Types that hold more than one element.
const MANY: [&str; 6] = [
    "multiselect",
    "multitext",
    "smart_address",
    "items",
    "chained_list",
    "linked_entity",
];

/// Reads the fields of an item; what is wrong is reported with its path.
pub fn draft(checks: &mut Checks<'_>, state: &State, owner: Owner) -> Vec<(i64, Vec<Value>)> {
    let Some(given) = checks.get("custom_fields_values") else {
        return Vec::new();
    };
    let Some(entries) = given.as_array() else {
        checks.wrong_type("custom_fields_values", "array");
        return Vec::new();
    };
    let mut changes = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let path = format!("custom_fields_values.{index}");
        match find(state, owner, entry) {
            Some(field) => changes.push((field.id, elements(checks, field, entry, &path))),
            None => checks.no_choice(format!("{path}.{}", key(entry))),
        }
    }
    changes
}

fn find<'a>(state: &'a State, owner: Owner, entry: &Value) -> Option<&'a Field> {
    let own = state.fields_of(owner).into_iter();
    match entry.get("field_id").filter(|id| !id.is_null()) {
        Some(id) => own.into_iter().find(|field| Some(field.id) == id.as_i64()),
        None => {
            let code = entry.get("field_code")?.as_str()?;
            own.into_iter()
                .find(|field| field.code.as_deref() == Some(code))
        }
    }
}

fn key(entry: &Value) -> &'static str {
    let by_code = entry["field_id"].is_null() && !entry["field_code"].is_null();
    if by_code { "field_code" } else { "field_id" }
}

fn elements(checks: &mut Checks<'_>, field: &Field, entry: &Value, path: &str) -> Vec<Value> {
    let items = match entry.get("values") {
        Some(Value::Array(items)) => items.as_slice(),
        // Null clears the field; a missing key is a mistake.
        Some(Value::Null) => &[],
        _ => {
            checks.missing(&format!("{path}.values"));
            &[]
        }
    };
    if items.len() > 1 && !MANY.contains(&field.field_type.as_str()) {
        checks.fail(
            "TooMany",
            format!("{path}.values"),
            "This collection should contain exactly 1 element.",
        );
    }
    let mut kept = Vec::new();
    for (index, item) in items.iter().enumerate() {
        match stored(field, item) {
            Ok(element) => kept.extend(element),
            Err(bad) => {
                let path = format!("{path}.values.{index}.{}", bad.key);
                checks.fail(bad.code, path, &bad.detail);
            }
        }
    }
    kept
}
