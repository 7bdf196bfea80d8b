//! Adds and removes tags by name; a repeat changes nothing.

use engine::EntityRef;
use serde_json::{Map, Value as Json, json};

use super::change;
use crate::crm::Item;

/// The incremental keys, so that tags which somebody else sets meanwhile stay.
pub(super) fn item(entity: EntityRef, add: &[String], remove: &[String]) -> Item {
    let mut body = Map::new();
    for (key, names) in [("tags_to_add", add), ("tags_to_delete", remove)] {
        if !names.is_empty() {
            let tags: Vec<Json> = names.iter().map(|name| json!({ "name": name })).collect();
            body.insert(key.to_owned(), Json::Array(tags));
        }
    }
    change(entity, body)
}
