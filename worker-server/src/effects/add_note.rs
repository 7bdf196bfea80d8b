//! Adds a note; a repeat would add a second one, so it is looked up first.

use engine::{Effect, EntityRef};
use serde_json::json;

use super::{Doubt, Request, fresh};
use crate::crm::{Client, Error};

/// Name that amoCRM shows beside a system note.
const SERVICE: &str = "Триггеры";

pub(super) fn request(entity: EntityRef, text: &str, system: bool) -> Request {
    let params = if system {
        json!({ "service": SERVICE, "text": text })
    } else {
        json!({ "text": text })
    };
    let note = json!({ "note_type": note_type(system), "params": params });
    Request::create(
        format!("{}/{}/notes", entity.kind.plural(), entity.id),
        note,
    )
}

/// The number of a note of the same entity, type and text that was made since the intent.
pub(super) async fn made(
    client: &Client,
    effect: &Effect,
    doubt: &Doubt,
) -> Result<Option<u64>, Error> {
    let Effect::AddNote {
        entity,
        text,
        system,
    } = effect
    else {
        return Ok(None);
    };
    let notes = client
        .notes(entity.kind, entity.id, note_type(*system))
        .await?;
    let mut same = notes
        .iter()
        .filter(|note| note["params"]["text"] == json!(text));
    Ok(same.find_map(|note| fresh(note, doubt)))
}

fn note_type(system: bool) -> &'static str {
    if system { "service_message" } else { "common" }
}
