//! Makes a user responsible; a repeat changes nothing.

use engine::EntityRef;
use serde_json::json;

use super::Request;

pub(super) fn request(entity: EntityRef, user: u64) -> Request {
    Request::change(
        entity.kind,
        entity.id,
        json!({ "responsible_user_id": user }),
    )
}
