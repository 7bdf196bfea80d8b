//! Facts as accounts really have them: nulls in place of lists and names, variables that are no text.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::Value as Json;

use super::Snapshot;

/// Keys of a facts file under which a null is a value: the variable is known and empty (section 10).
const VARIABLES: [&str; 2] = ["variables", "run"];

/// Reads facts without their nulls, which amoCRM writes where other answers leave a key out.
pub(super) fn without_nulls(text: &str) -> Option<Snapshot> {
    let mut json: Json = serde_json::from_str(text).ok()?;
    for (key, value) in json.as_object_mut()? {
        if value.is_null() || !VARIABLES.contains(&key.as_str()) {
            drop_nulls(value);
        }
    }
    json.as_object_mut()?.retain(|_, value| !value.is_null());
    serde_json::from_value(json).ok()
}

/// The parser has bounded the depth.
fn drop_nulls(json: &mut Json) {
    match json {
        Json::Array(items) => {
            items.retain(|item| !item.is_null());
            items.iter_mut().for_each(drop_nulls);
        }
        Json::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(drop_nulls);
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

/// Variables as text: numbers as written, yes and no as 1 and 0, null as empty, the rest as JSON (A35).
pub(super) fn variables<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<BTreeMap<String, String>, D::Error> {
    let variables = BTreeMap::<String, Json>::deserialize(from)?;
    let text = |value: Json| match value {
        Json::String(text) => text,
        Json::Null => String::new(),
        Json::Bool(yes) => u8::from(yes).to_string(),
        Json::Number(_) | Json::Array(_) | Json::Object(_) => value.to_string(),
    };
    let texts = variables
        .into_iter()
        .map(|(name, value)| (name, text(value)));
    Ok(texts.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nulls_mean_that_nothing_is_there() {
        let facts = Snapshot::from_json(
            r#"{"now": "2024-02-29T12:05:00+03:00", "users": null, "contacts": [null],
                "lead": {"id": 7, "_embedded": null, "custom_fields_values": [{"field_id": 5, "values": null}]},
                "account": {"name": null, "_embedded": {"task_types": null}}, "tasks": null, "run": null}"#,
        );
        let lead = facts.ok().and_then(|facts| facts.lead);
        assert_eq!(lead.map(|lead| lead.id), Some(7));
    }

    #[test]
    fn variables_may_be_numbers_and_known_without_a_value() {
        let facts = Snapshot::from_json(
            r#"{"now": "2024-02-29T12:05:00+03:00", "users": null,
                "run": {"id": 5, "paid": true, "utm": null, "sum": 1.5, "all": {"a": [1]}}}"#,
        );
        let run = facts.map(|facts| facts.run).unwrap_or_default();
        let read: Vec<_> = run
            .iter()
            .map(|(name, text)| format!("{name}={text}"))
            .collect();
        assert_eq!(
            read,
            [r#"all={"a":[1]}"#, "id=5", "paid=1", "sum=1.5", "utm="]
        );
    }

    #[test]
    fn mistakes_are_told_with_their_place_and_a_mark_of_the_encoding_is_none() {
        let error = Snapshot::from_json("{\"now\": \"2024-02-29T12:05:00Z\",\n\"lead\": 5}").err();
        let told = error.map(|error| error.to_string()).unwrap_or_default();
        assert!(told.contains("line 2"), "{told}");
        assert!(Snapshot::from_json("\u{feff}{\"now\": \"2024-02-29T12:05:00Z\"}").is_ok());
        assert!(Snapshot::from_json("[null]").is_err());
    }
}
