//! Talks in hooks.

use serde_json::Value;

use super::{Item, notify};
use crate::answer::Record;
use crate::state::State;

const KEYS: [&str; 11] = [
    "talk_id",
    "created_at",
    "updated_at",
    "rate",
    "contact_id",
    "chat_id",
    "entity_id",
    "entity_type",
    "is_in_work",
    "is_read",
    "origin",
];

/// A talk was closed.
pub fn talk_changed(state: &mut State, talk: &Record) {
    let mut item = Item::new("talk", "update");
    for key in KEYS {
        let value = match talk.get(key) {
            Some(Value::Bool(flag)) => u8::from(*flag).to_string(),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Null) | None => continue,
            Some(other) => other.to_string(),
        };
        item.put(&format!("[{key}]"), value);
    }
    notify(state, &["update_talk"], item.pairs);
}
