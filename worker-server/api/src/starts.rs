//! Starts that no event makes: by a button in a card, for the chosen rows of a list, by the clock.

use engine::EntityKind;
use engine::run::StartKind;
use serde::{Deserialize, Serialize};

/// `POST /api/scenarios/{id}/starts`: starts an enabled scenario for up to 500 entities (R453, A53), 201 with the
/// [`Item`]; 400 `invalid` tells why it can't be started so.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    /// Deals, contacts or companies.
    pub entity: EntityKind,
    /// Their numbers.
    pub ids: Vec<u64>,
    /// Whether it comes from a card rather than a list; an order for one entity only.
    #[serde(default)]
    pub from_card: bool,
}

/// `GET /api/starts/{id}`, `POST /api/starts/{id}/stop`, which drops what waits of it, and a row of
/// `GET /api/scenarios/{id}/starts` (`Vec<Item>`, the newest twenty first).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Identifier.
    pub id: String,
    /// Number of the scenario.
    pub scenario: u64,
    /// How it was started.
    pub kind: StartKind,
    /// Kind of the entities.
    pub entity: EntityKind,
    /// Who ordered it, if it was a person.
    pub user: Option<u64>,
    /// Unix seconds.
    pub asked_at: i64,
    /// Where it stands.
    pub state: State,
    /// Entities in all; the numbers below add up to it.
    pub total: u64,
    /// Not decided to the end.
    pub waiting: u64,
    /// Finished without a failure.
    pub done: u64,
    /// Finished with a failure.
    pub failed: u64,
    /// Not begun, because the frequency forbids it (R68).
    pub too_often: u64,
    /// Dropped.
    pub stopped: u64,
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Something of it waits.
    Running,
    /// Everything has ended by itself.
    Done,
    /// The rest was dropped.
    Stopped,
}

/// `PUT /api/scenarios/{id}/timetable`: the clock starts an own scenario of deals; answers with [`Planned`], 400
/// `invalid` tells what can't be read. `GET` gives [`Planned`] or `null`, `DELETE` takes it away (204).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timetable {
    /// Minute, hour, day, month, day of the week, in the account's zone: `0 9 * * 1-5`.
    pub cron: String,
    /// Its deals are those that stand here when it is time.
    pub stages: Vec<Stage>,
}

/// A stage of a pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Number of the pipeline.
    pub pipeline: u64,
    /// Number of the stage.
    pub status: u64,
}

/// A timetable, and when it starts next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// As it was set.
    #[serde(flatten)]
    pub wanted: Timetable,
    /// The next five times, Unix seconds.
    pub times: Vec<i64>,
}
