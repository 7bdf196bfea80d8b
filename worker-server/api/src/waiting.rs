//! Delayed triggers that wait for their time (R346–R367).

use engine::EntityRef;
use engine::scenario::Trigger;
use serde::{Deserialize, Serialize};

/// `GET /api/waiting?scenario=1&kind=lead&entity=2&after=…`: what waits, the next first; all of the query is optional,
/// and `kind` narrows `entity`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// At most fifty.
    pub items: Vec<Item>,
    /// Where the next page begins, for `after`.
    pub next: Option<String>,
}

/// One that waits. `POST /api/waiting/{id}/now` lets it go at once and `DELETE /api/waiting/{id}` takes it away, both
/// 204; 400 `invalid` tells why not, 404 that it was taken away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Identifier.
    pub id: String,
    /// Number of the scenario.
    pub scenario: u64,
    /// Its name.
    pub name: String,
    /// Whether it is enabled; while it is not, what falls due waits (R365).
    pub enabled: bool,
    /// Index and name of the block, as the scenario is now.
    pub block: Option<(usize, String)>,
    /// What will be carried out, as the scenario is now.
    pub trigger: Option<Trigger>,
    /// What the scenario ran for.
    pub entity: EntityRef,
    /// When it was planned, Unix seconds.
    pub planned_at: i64,
    /// When it is due, Unix seconds.
    pub due_at: i64,
}
