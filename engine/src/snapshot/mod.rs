//! The facts of a step (docs/facts.md): entities exactly as amoCRM's API v4 returns them.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

mod account;
mod entity;
mod lenient;

pub use account::{
    Account, CustomFields, DatetimeSettings, Dictionaries, EnumOption, Field, Group, NamedId,
    Pipeline, Status, TaskType, User,
};
pub use entity::{Entity, FieldValue, FieldValues, Linked, Tag, Task};

/// Every fact a step may read; everything but `now` may be missing.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Snapshot {
    /// Unix seconds; RFC 3339 text in JSON.
    #[serde(deserialize_with = "instant")]
    pub now: i64,
    /// Account, users, pipelines, custom fields.
    #[serde(flatten)]
    pub dictionaries: Dictionaries,
    /// The deal of the run, or the linked one (A24).
    #[serde(default)]
    pub lead: Option<Entity>,
    /// Contacts, the main one first if the deal does not tell (A24).
    #[serde(default)]
    pub contacts: Vec<Entity>,
    /// The company.
    #[serde(default)]
    pub company: Option<Entity>,
    /// Tasks of the entity of the run.
    #[serde(default)]
    pub tasks: Vec<Task>,
    /// Global variables of the account.
    #[serde(default, deserialize_with = "lenient::variables")]
    pub variables: BTreeMap<String, String>,
    /// Variables of the run: hook, response, button.
    #[serde(default, deserialize_with = "lenient::variables")]
    pub run: BTreeMap<String, String>,
    /// Addresses of trigger links for the current entity, by their number (A5).
    #[serde(default, deserialize_with = "lenient::variables")]
    pub links: BTreeMap<String, String>,
}

/// A facts file that can't be read.
#[derive(Debug, thiserror::Error)]
#[error("facts can't be read: {0}")]
pub struct Error(#[from] serde_json::Error);

impl Snapshot {
    /// Reads a facts file.
    ///
    /// # Errors
    /// When the text is not JSON, has no `now`, or an entity has a wrong shape; the message names the place.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let read = serde_json::from_str(text);
        // The first error is the one that tells the place.
        read.or_else(|error| lenient::without_nulls(text).ok_or(Error(error)))
    }

    /// The main contact: the one the deal marks, else the first (A24).
    pub fn contact(&self) -> Option<&Entity> {
        let main = self.lead.as_ref().and_then(Entity::main_contact);
        let marked = main.and_then(|id| self.contacts.iter().find(|contact| contact.id == id));
        marked.or_else(|| self.contacts.first())
    }
}

fn instant<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    let text = String::deserialize(from)?;
    chrono::DateTime::parse_from_rfc3339(&text)
        .map(|instant| instant.timestamp())
        .map_err(|error| serde::de::Error::custom(format!("`now` must be RFC 3339: {error}")))
}
