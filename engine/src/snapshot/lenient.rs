//! Facts as accounts really have them: nulls in place of lists and names, variables that are no text.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value as Json;

use super::Error;
use crate::shape;

/// Keys of a facts file under which a null is a value: the variable is known and empty (section 10),
/// the property was empty before the change.
const VARIABLES: [&str; 3] = ["variables", "run", "previous"];

/// Reads facts, or their names; the first error is the one that tells the place.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let read = serde_json::from_str(text).ok();
    let read = read.or_else(|| without_nulls(text));
    // Where the place is told, everything is read again, slowly.
    read.map_or_else(|| shape::parse(text.as_bytes()).map_err(Error), Ok)
}

/// Reads facts without their nulls, which amoCRM writes where other answers leave a key out.
fn without_nulls<T: DeserializeOwned>(text: &str) -> Option<T> {
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

/// Names that stand in a list or as the keys of an object; nothing if it is neither.
pub(super) fn names<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<BTreeSet<String>>, D::Error> {
    Ok(match Json::deserialize(from)? {
        Json::Array(items) => {
            let names = items.iter().filter_map(Json::as_str);
            Some(names.map(str::to_owned).collect())
        }
        Json::Object(members) => Some(members.into_iter().map(|(name, _)| name).collect()),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => None,
    })
}

/// The part without its nulls.
pub(super) fn pruned(mut json: Json) -> Json {
    drop_nulls(&mut json);
    json
}

/// An optional key: what has another shape than documented is as good as missing.
pub(super) fn optional<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    from: D,
) -> Result<Option<T>, D::Error> {
    let json = Json::deserialize(from)?;
    if json.is_null() {
        return Ok(None);
    }
    Ok(serde_json::from_value(pruned(json)).ok())
}

/// The same for a key in which a null is a value.
pub(super) fn whole<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    from: D,
) -> Result<Option<T>, D::Error> {
    let json = Json::deserialize(from)?;
    let is_object = json.is_object();
    Ok(serde_json::from_value(json).ok().filter(|_| is_object))
}

/// A list of an optional key, or its members by number: elements of another shape are left out.
pub(super) fn list<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    from: D,
) -> Result<Vec<T>, D::Error> {
    let items = match Json::deserialize(from)? {
        Json::Array(items) => items,
        Json::Object(members) => members.into_iter().map(|(_, item)| item).collect(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => Vec::new(),
    };
    let read = |item| serde_json::from_value(pruned(item)).ok();
    Ok(items.into_iter().filter_map(read).collect())
}

/// Text, or a number or a bool as text.
pub(super) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(match Json::deserialize(from)? {
        Json::String(text) => text,
        Json::Null => String::new(),
        other => other.to_string(),
    })
}

/// Unix seconds as a number or as text.
pub(super) fn seconds<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    Ok(match Json::deserialize(from)? {
        Json::Number(number) => number.as_i64(),
        Json::String(text) => text.trim().parse().ok(),
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use crate::Snapshot;

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
        assert!(
            told.contains("lead: Здесь число 5, а нужно объект"),
            "{told}"
        );
        assert!(Snapshot::from_json("\u{feff}{\"now\": \"2024-02-29T12:05:00Z\"}").is_ok());
        assert!(Snapshot::from_json("[null]").is_err());
    }

    #[test]
    fn optional_keys_of_an_odd_shape_are_missing_and_hide_nothing() {
        let facts = Snapshot::from_json(
            r#"{"now": "2024-02-29T12:05:00+03:00", "event": 5, "note": {"id": 7, "note_type": 4, "params": []},
                "messages": [{"side": "client", "text": null}, "odd"], "status_changed_at": "1709190000",
                "previous": {"price": 5, "status_id": "odd", "loss_reason_id": null, "pipeline_id": 9},
                "task": {"id": 1, "text": null, "result": []}, "known": {"a": 1}}"#,
        );
        let facts = facts.unwrap_or_else(|error| unreachable!("{error}"));
        assert_eq!((facts.event, facts.messages.len()), (None, 1));
        assert_eq!(facts.status_changed_at, Some(1_709_190_000));
        let note = facts.note.map(|note| note.note_type);
        assert_eq!(note.as_deref(), Some("4"));
        let previous = facts.previous.unwrap_or_default();
        assert!(previous.has("loss_reason_id") && !previous.has("name"));
        assert_eq!(previous.entity.pipeline_id, Some(9));
        assert_eq!(facts.task.map(|task| task.id), Some(1));
    }
}
