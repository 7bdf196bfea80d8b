//! Starts a SalesBot; a second start would interrupt the first (6.1 of the amoCRM reference).

use engine::{EntityKind, EntityRef};
use serde_json::{Map, json};

use super::create;
use crate::crm::Item;

pub(super) fn item(entity: EntityRef, bot: u64) -> Item {
    let kind = match entity.kind {
        EntityKind::Contact => 1,
        _ => 2,
    };
    let keys = [
        ("bot_id", bot),
        ("entity_id", entity.id),
        ("entity_type", kind),
    ];
    let start = keys.map(|(key, number)| (key.to_owned(), json!(number)));
    create("/api/v2/salesbot/run".to_owned(), Map::from_iter(start))
}
