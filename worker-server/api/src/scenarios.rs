//! Scenarios: list, detail, changes.

use engine::{Problem, Scenario};
use serde::{Deserialize, Serialize};

/// A row of `GET /api/scenarios` (`Vec<Item>`, in the order of the list).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Number.
    pub id: u64,
    /// Short name.
    pub name: String,
    /// Code of the start event.
    pub event: String,
    /// Whether events start it (R45).
    pub enabled: bool,
    /// Unix seconds of the last start (R48).
    pub last_run_at: Option<i64>,
    /// Identifier of that run.
    pub last_run: Option<String>,
    /// Starts within the last 24 hours.
    pub runs_today: u64,
    /// Runs with a failed trigger or effect within the last 24 hours.
    pub failures_today: u64,
}

/// `POST /api/scenarios`: a new scenario, switched off; answers with [`Detail`] (R51),
/// or with 422 `limit` if the account has as many as it may (R450).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Create {
    /// Short name.
    pub name: String,
    /// Code of the start event.
    pub event: String,
}

/// `GET /api/scenarios/{id}`, and the answer to every change of one scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// Number.
    pub id: u64,
    /// Whether events start it.
    pub enabled: bool,
    /// Grows by one with each save.
    pub version: u64,
    /// Unix seconds.
    pub saved_at: i64,
    /// The scenario itself.
    pub scenario: Scenario,
    /// Warnings that remain.
    #[serde(default)]
    pub problems: Vec<Problem>,
}

/// `PUT /api/scenarios/{id}`: save; 409 `conflict` if `version` is not the current one,
/// 422 `problems` if `check` finds an error, 422 `limit` if it would be one enabled scenario too many.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Save {
    /// Version the change was made on.
    pub version: u64,
    /// The whole scenario.
    pub scenario: Scenario,
}

/// `PATCH /api/scenarios/{id}`: rename or switch, 422 `limit` if too many are enabled for the event (R451); `DELETE` on the same address deletes (204).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    /// New name.
    pub name: Option<String>,
    /// Switch on or off.
    pub enabled: Option<bool>,
}

/// `POST /api/scenarios/{id}/stop` and, for all of the account, `POST /api/stop`: switches off at once and drops what
/// waits; what amoCRM has been asked for gets its outcome. The answer tells what was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopped {
    /// Runs whose next block will not be decided.
    pub runs: u64,
    /// Delayed triggers.
    pub delayed: u64,
    /// Effects that were decided and not begun.
    pub effects: u64,
}
