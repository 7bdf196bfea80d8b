//! Adds a note; a repeat would add a second one, so it is looked up first.

use engine::{Effect, EntityRef};
use serde_json::{Map, json};

use super::{Doubt, create, fresh};
use crate::crm::{Client, Error, Item};

/// Name that amoCRM shows beside a system note.
const SERVICE: &str = "Триггеры";

pub(super) fn item(entity: EntityRef, text: &str, system: bool) -> Item {
    let params = if system {
        json!({ "service": SERVICE, "text": text })
    } else {
        json!({ "text": text })
    };
    let note = Map::from_iter([
        ("entity_id".to_owned(), json!(entity.id)),
        ("note_type".to_owned(), json!(note_type(system))),
        ("params".to_owned(), params),
    ]);
    create(format!("{}/notes", entity.kind.plural()), note)
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
