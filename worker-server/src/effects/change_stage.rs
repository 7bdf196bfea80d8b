//! Moves a deal to a stage; a repeat changes nothing.

use engine::EntityRef;
use serde_json::json;

use super::Request;

/// The pipeline goes along, because a stage of another pipeline is refused without it.
pub(super) fn request(entity: EntityRef, pipeline: u64, status: u64) -> Request {
    Request::change(
        entity.kind,
        entity.id,
        json!({ "pipeline_id": pipeline, "status_id": status }),
    )
}
