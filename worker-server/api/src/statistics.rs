//! What the account has used, and what waits (R444–R449, A52).

use serde::{Deserialize, Serialize};

/// `GET /api/statistics`: operations of this month, what waits, and the last thirty days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The calendar month in Moscow: `2026-11`.
    pub month: String,
    /// Web hooks and triggers since it began; together they are the operations (R446).
    pub used: Counts,
    /// Operations that the account's users have in a month (R445); exceeding it stops nothing (R448).
    /// None while amoCRM does not tell how many users there are.
    pub limit: Option<u64>,
    /// What waits now.
    pub queue: Queue,
    /// The last thirty days on which something happened, the oldest first.
    pub days: Vec<Day>,
    /// This month by scenario, those that did most first.
    pub scenarios: Vec<Used>,
}

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Web hooks received from amoCRM.
    pub hooks: u64,
    /// Blocks that fired.
    pub fired: u64,
    /// Blocks whose conditions did not hold.
    pub not_matching: u64,
    /// Triggers carried out, also if they failed.
    pub triggers: u64,
    /// Those that could not be carried out for what they are set to.
    pub failed: u64,
}

/// What waits; numbers end at 100 000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// Web hooks that were not looked at: «Очередь обработки событий» (R437).
    pub events: u64,
    /// Runs that go on as soon as it is their turn.
    pub runs: u64,
    /// Delayed triggers that wait for their time.
    pub delayed: u64,
}

/// A day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// In Moscow: `2026-11-24`.
    pub day: String,
    /// What happened on it.
    pub counts: Counts,
}

/// What a scenario did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    /// Its number.
    pub scenario: u64,
    /// Its name; empty if it was deleted.
    pub name: String,
    /// How often what happened.
    pub counts: Counts,
}

/// A row of `GET /api/scenarios/{id}/statistics?days=30` (`Vec<Line>`, at most two years): a day of a block, or of a
/// trigger of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// In Moscow: `2026-11-24`.
    pub day: String,
    /// Identifier of the block.
    pub block: String,
    /// Identifier of the trigger; empty for the block itself.
    pub trigger: String,
    /// How often what happened.
    pub counts: Counts,
}
