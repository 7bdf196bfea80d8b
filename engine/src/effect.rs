//! What the outside may be asked to do: a closed list of complete values.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::run::EntityRef;

/// A request to amoCRM, as a value; every reference in it is resolved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// Make a user responsible for an entity (R157).
    ChangeResponsible {
        /// Deal, contact, company or task.
        entity: EntityRef,
        /// Number of the user.
        user: u64,
    },
    /// Write fields of an entity (R188–R192).
    ChangeFields {
        /// Deal, contact or company.
        entity: EntityRef,
        /// At least one.
        changes: Vec<FieldChange>,
    },
    /// Create a task (R204–R210).
    CreateTask {
        /// Entity that receives it.
        entity: EntityRef,
        /// Number of the user who has to do it.
        responsible: u64,
        /// amoCRM's number of the task type.
        task_type: u64,
        /// Deadline, Unix seconds.
        complete_till: i64,
        /// What is to be done.
        text: String,
    },
    /// Add a note to the feed (R214–R217).
    AddNote {
        /// Deal, contact or company.
        entity: EntityRef,
        /// Plain text.
        text: String,
        /// System note: small text without a frame (R217).
        system: bool,
    },
    /// Add or remove tags (R218–R223).
    ChangeTags {
        /// Deal, contact or company.
        entity: EntityRef,
        /// Names to add.
        add: Vec<String>,
        /// Names to remove.
        remove: Vec<String>,
    },
    /// Move a deal to a stage (R224–R227).
    ChangeStage {
        /// The deal.
        entity: EntityRef,
        /// Pipeline of the stage.
        pipeline: u64,
        /// The stage.
        status: u64,
    },
}

impl Effect {
    /// The entity that it writes to.
    pub fn entity(&self) -> EntityRef {
        match self {
            Self::ChangeResponsible { entity, .. }
            | Self::ChangeFields { entity, .. }
            | Self::CreateTask { entity, .. }
            | Self::AddNote { entity, .. }
            | Self::ChangeTags { entity, .. }
            | Self::ChangeStage { entity, .. } => *entity,
        }
    }
}

/// One written field, in amoCRM's own shape of values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "field", rename_all = "snake_case")]
pub enum FieldChange {
    /// Name of the entity.
    Name {
        /// New name.
        value: String,
    },
    /// First name of a contact.
    FirstName {
        /// New value.
        value: String,
    },
    /// Last name of a contact.
    LastName {
        /// New value.
        value: String,
    },
    /// Budget of a deal, a JSON number.
    Budget {
        /// New value.
        value: Json,
    },
    /// A custom field; no values clears it.
    Custom {
        /// amoCRM's number of the field.
        id: u64,
        /// Elements of `values` as amoCRM takes them: `{"value":…}`, `{"enum_id":…}` …
        values: Vec<Json>,
    },
}
