//! Adds a note; a repeat would add a second one, so it is looked up first.

use engine::{Effect, EntityRef};
use serde_json::{Value as Json, json};

use super::{Request, is_since};
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

/// A note of the same entity, type and text that was made since the intent.
pub(super) async fn is_done(client: &Client, effect: &Effect, since: i64) -> Result<bool, Error> {
    let Effect::AddNote {
        entity,
        text,
        system,
    } = effect
    else {
        return Ok(false);
    };
    let notes = client
        .notes(entity.kind, entity.id, note_type(*system))
        .await?;
    let same = |note: &Json| note["params"]["text"] == json!(text);
    Ok(notes.iter().any(|note| same(note) && is_since(note, since)))
}

fn note_type(system: bool) -> &'static str {
    if system { "service_message" } else { "common" }
}
