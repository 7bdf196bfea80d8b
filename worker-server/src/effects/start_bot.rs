//! Starts a SalesBot; a second start would interrupt the first (6.1 of the amoCRM reference).

use engine::{EntityKind, EntityRef};
use serde_json::json;

use super::Request;

pub(super) fn request(entity: EntityRef, bot: u64) -> Request {
    let kind = match entity.kind {
        EntityKind::Contact => 1,
        _ => 2,
    };
    let start = json!({ "bot_id": bot, "entity_id": entity.id, "entity_type": kind });
    Request::create("/api/v2/salesbot/run".to_owned(), start)
}
