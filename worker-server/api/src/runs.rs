//! Runs of a scenario, for the debugger.

use std::collections::BTreeMap;

use engine::{
    Effect, EntityRef, Problem, Run,
    log::{BlockStatus, Outcome},
};
use serde::{Deserialize, Serialize};

mod again;

pub use again::Again;

/// `GET /api/scenarios/{id}/runs?before=RUN&entity=ID`, and `GET /api/runs/of/{kind}/{id}?before=RUN` for what all
/// scenarios of the account did with one entity: newest first, at most 50 a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The runs.
    pub runs: Vec<Item>,
    /// Give it as `before` to get older ones; `None` at the end.
    pub next: Option<String>,
}

/// A row of the debugger's list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Identifier.
    pub id: String,
    /// Number of the scenario.
    #[serde(default)]
    pub scenario: u64,
    /// Entity it ran for.
    pub entity: EntityRef,
    /// Code of the event that started it.
    pub event: String,
    /// Unix seconds.
    pub started_at: i64,
    /// Where it stands.
    pub status: Status,
    /// Blocks decided so far, in order.
    pub blocks: Vec<BlockItem>,
}

/// Status of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Waits for its turn, a block timer or amoCRM.
    Running,
    /// Every block is decided and every effect has an outcome.
    Done,
    /// «Превышена частота выполнения» (R68).
    TooOften,
    /// Stopped by an error; see the detail.
    Failed,
    /// Dropped by the kill switch.
    Stopped,
}

/// A decided block in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockItem {
    /// Its name, or empty.
    pub name: String,
    /// Its status.
    pub status: BlockStatus,
}

/// `GET /api/runs/{id}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// The row of the list.
    pub run: Item,
    /// Number of the scenario.
    pub scenario: u64,
    /// Version of the scenario it ran with.
    pub version: u64,
    /// Why it stopped, with `failed`.
    pub problem: Option<Problem>,
    /// Decided blocks with their triggers.
    pub blocks: Vec<Block>,
    /// Saved forms of the scenario that decided, JSON, by version.
    pub scenarios: BTreeMap<u64, String>,
    /// Names of the account that decisions saw, JSON, by digest.
    pub names: BTreeMap<String, String>,
}

/// A decided block with what became of its effects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// Statuses of block and triggers.
    pub outcome: Outcome,
    /// What the decision rests on; decisions of older servers were kept without.
    pub ground: Option<Ground>,
    /// Unix seconds of the decision.
    pub decided_at: i64,
    /// Effects in the order of the triggers.
    pub effects: Vec<EffectItem>,
}

/// Everything it takes to decide a block again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ground {
    /// Digest of the decision as the server made it.
    pub digest: String,
    /// Where the run stood.
    pub run: Run,
    /// Block and trigger, if it was a delayed trigger that was due.
    pub fires: Option<(String, String)>,
    /// Key in [`Detail::scenarios`].
    pub version: u64,
    /// Key in [`Detail::names`].
    pub names: String,
    /// The facts, JSON.
    pub facts: String,
}

/// An effect and its outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EffectItem {
    /// What was asked for.
    pub effect: Effect,
    /// What became of it.
    pub outcome: EffectOutcome,
    /// With `failed` and `unknown`: amoCRM's words.
    pub problem: Option<Problem>,
}

/// Outcome of an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectOutcome {
    /// Not carried out yet.
    Waiting,
    /// Carried out.
    Done,
    /// Refused for good.
    Failed,
    /// amoCRM was asked, its answer is not known.
    Unknown,
    /// Dropped by the kill switch before amoCRM was asked.
    Dropped,
}
