//! Moves a deal to a stage; a repeat changes nothing.

use engine::EntityRef;
use serde_json::{Map, json};

use super::change;
use crate::crm::Item;

/// The pipeline goes along, because a stage of another pipeline is refused without it.
pub(super) fn item(entity: EntityRef, pipeline: u64, status: u64) -> Item {
    let keys = [("pipeline_id", pipeline), ("status_id", status)];
    let keys = keys.map(|(key, number)| (key.to_owned(), json!(number)));
    change(entity, Map::from_iter(keys))
}
