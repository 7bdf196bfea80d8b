//! Makes a user responsible; a repeat changes nothing.

use engine::EntityRef;
use serde_json::{Map, json};

use super::change;
use crate::crm::Item;

pub(super) fn item(entity: EntityRef, user: u64) -> Item {
    let key = "responsible_user_id".to_owned();
    change(entity, Map::from_iter([(key, json!(user))]))
}
