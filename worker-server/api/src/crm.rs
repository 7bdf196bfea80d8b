//! What the panel needs of the account: dictionaries, search, facts for the preview.

use engine::EntityRef;
use serde::{Deserialize, Serialize};

/// `GET /api/dictionaries`: `{account, users, pipelines, custom_fields, scenarios, variables, limits}` in the shape of docs/facts.md.
pub type Dictionaries = serde_json::Value;

/// `GET /api/facts/{lead|contact|company}/{id}`: a whole facts file (docs/facts.md).
pub type Facts = serde_json::Value;

/// A row of `GET /api/search/leads?query=…` (`Vec<Found>`, at most 20; a number finds by id;
/// an empty query gives the most recently changed).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// The deal.
    pub entity: EntityRef,
    /// Its name.
    pub name: String,
    /// Stage and budget, to tell it from others.
    pub note: String,
}
