//! What stands beside the entities in the facts: what started the run, what its entity was before, its task, note and message.

use serde::Deserialize;
use serde_json::Value as Json;

use super::{Entity, FieldValues, lenient};

/// More properties than amoCRM's entities have; the rest is not read.
const MOST_PROPERTIES: usize = 64;

/// The event that started the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Event {
    /// Code of the catalogue of events, such as `lead_status_changed`.
    pub code: String,
    /// Unix seconds.
    pub at: Option<i64>,
    /// Who caused it; 0 is the robot.
    pub user: Option<u64>,
}

/// How the run was started.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Start {
    /// `event`, `hand`, `list`, `pipeline`, `bot`, `scenario`, `link`, `button`, `hook`, `response`, `task_result`, `clock`.
    pub kind: String,
    /// Who started it by hand or by a button.
    pub user: Option<u64>,
}

/// The entity of the run as it was before the change; it holds only what changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Previous {
    /// Properties before the change.
    pub entity: Entity,
    /// Names of all of them, also of those that were empty.
    pub keys: Vec<String>,
}

/// The note of the event as API v4 returns it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Note {
    /// Number.
    pub id: u64,
    /// Such as `common`, `call_in`; hooks write a number.
    #[serde(deserialize_with = "lenient::text")]
    pub note_type: String,
    /// What the note holds, by its type.
    pub params: Json,
    /// Text where an answer writes it beside `params`, as hooks do.
    pub text: Option<String>,
    /// Author; 0 is the robot.
    pub created_by: Option<u64>,
    /// Unix seconds.
    pub created_at: Option<i64>,
    /// Employee of a call.
    pub responsible_user_id: Option<u64>,
    /// Entity it belongs to.
    pub entity_id: Option<u64>,
    /// Plural noun of that entity.
    pub entity_type: Option<String>,
}

/// The incoming message of the event.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Message {
    /// What was written.
    #[serde(deserialize_with = "lenient::text")]
    pub text: String,
    /// Such as `telegram`.
    pub channel: Option<String>,
    /// Who wrote it.
    pub author: Option<Author>,
    /// Unix seconds.
    pub created_at: Option<i64>,
    /// Whether a file is attached.
    pub has_file: Option<bool>,
}

/// Author of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Author {
    /// Name.
    pub name: Option<String>,
    /// `external` is a client.
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

/// A message of a dialogue.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Spoken {
    /// Whose dialogue it is; of the entity of the run if it is not told.
    pub entity: Option<Whose>,
    /// `client` or `manager`.
    pub side: String,
    /// What was written.
    #[serde(deserialize_with = "lenient::text")]
    pub text: String,
    /// Unix seconds.
    pub created_at: Option<i64>,
}

/// The entity of a dialogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Whose {
    /// `lead`, `contact`, `company`, or the plural.
    pub kind: String,
    /// Number.
    pub id: u64,
}

/// An element of a list that is linked to the deal: a product.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct CatalogElement {
    /// Number.
    pub id: u64,
    /// Its list.
    pub catalog_id: u64,
    /// Name; amoCRM may give none.
    pub name: Option<String>,
    /// Filled fields only.
    pub custom_fields_values: Option<Vec<FieldValues>>,
    /// Of the link.
    pub metadata: Metadata,
}

/// What the link of an element tells.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Metadata {
    /// Whole or with a fraction.
    pub quantity: Option<serde_json::Number>,
    /// Field of the element that holds the price.
    pub price_id: Option<u64>,
}

/// A scenario or a block by number and name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Titled {
    /// As the scenario knows it.
    #[serde(deserialize_with = "lenient::text")]
    pub id: String,
    /// Name.
    pub name: String,
}

impl Previous {
    /// Whether this property of the entity changed.
    pub fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|it| it == key)
    }

    /// The field before the change; `None` if it did not change.
    pub fn field(&self, id: u64) -> Option<&FieldValues> {
        self.entity.field(id)
    }
}

impl<'de> Deserialize<'de> for Previous {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(from)?;
        let members = json.as_object().cloned().unwrap_or_default();
        let keys = members.keys().cloned().collect();
        Ok(Self {
            entity: entity(members),
            keys,
        })
    }
}

/// Each property for itself: one of an odd type must not hide the others.
fn entity(members: serde_json::Map<String, Json>) -> Entity {
    let mut read = serde_json::Map::new();
    let mut entity = Entity::default();
    for (key, value) in members.into_iter().take(MOST_PROPERTIES) {
        let mut next = read.clone();
        next.insert(key, lenient::pruned(value));
        if let Ok(found) = serde_json::from_value(Json::Object(next.clone())) {
            (entity, read) = (found, next);
        }
    }
    entity
}
