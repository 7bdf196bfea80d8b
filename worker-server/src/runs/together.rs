//! Steps of many runs at once: of those whose next block asks amoCRM for nothing.
//!
//! A commit costs more than a decision; these share one, and what is the same for all is read once.

use std::sync::Arc;

use engine::{Decision, Effect, Run};
use serde_json::json;

use super::record::record;
use super::snapshot::{Moment, Taken};
use super::step::LONGEST_CHAIN;
use super::verdict::Verdict;
use super::{Error, context};
use crate::app::{Account, Loaded, now_ms};
use crate::store::{RunRow, RunState};

/// Runs of one query; the body of an event may have a mebibyte.
const AT_ONCE: usize = 32;
/// Facts of one transaction, more or less.
const ENOUGH_BYTES: usize = 4 << 20;

/// Whether the next step of a run may be taken together with others, as far as is known without asking anybody.
pub fn is_light(account: &Account, row: &RunRow) -> bool {
    let loaded = account.loaded(row.scenario());
    loaded.is_some_and(|loaded| is_light_of(&loaded, row))
}

fn is_light_of(loaded: &Loaded, row: &RunRow) -> bool {
    let asks_nothing =
        |run: Run| run.depth <= LONGEST_CHAIN && engine::needs(&loaded.program, &run).is_empty();
    row.state() == RunState::Ready
        && row.attempt() == 0
        && row.fires().is_none()
        // A run has to see that the one before it was the only one.
        && !loaded.scenario.frequency.once
        && row.run().is_ok_and(asks_nothing)
}

/// Decides the next blocks of light runs and saves them; the answer is the runs that have to be decided one after
/// another, because each of them changes a variable that the others read.
pub async fn steps(account: &Account, runs: &[&str]) -> Result<Vec<String>, Error> {
    let moment = Moment::take(account).await?;
    let (mut left, mut decided, mut bytes) = (Vec::new(), Vec::new(), 0);
    for some in runs.chunks(AT_ONCE) {
        for one in decide(account, some, &moment).await? {
            bytes += one.taken.facts.len();
            match one.changes_variables() {
                true => left.push(one.row.id),
                false => decided.push(one),
            }
        }
        if bytes >= ENOUGH_BYTES {
            save(account, &std::mem::take(&mut decided)).await?;
            bytes = 0;
        }
    }
    save(account, &decided).await?;
    Ok(left)
}

/// Decides for those that are still light: their rows were chosen before their lanes were taken.
async fn decide(account: &Account, runs: &[&str], moment: &Moment) -> Result<Vec<Decided>, Error> {
    let mut decided = Vec::new();
    for (row, event) in account.store.runs_with_events(account.id, runs).await? {
        let loaded = account.program(row.scenario()).await?;
        if row.due_at <= now_ms() && is_light_of(&loaded, &row) {
            decided.push(Decided::of(row, event, loaded, moment)?);
        }
    }
    Ok(decided)
}

/// Saves all or none.
async fn save(account: &Account, decided: &[Decided]) -> Result<(), Error> {
    if decided.is_empty() {
        return Ok(());
    }
    let verdicts: Vec<Verdict<'_>> = decided.iter().map(Decided::verdict).collect();
    record(account, &verdicts).await
}

struct Decided {
    row: RunRow,
    run: Run,
    loaded: Arc<Loaded>,
    taken: Taken,
    decision: Decision,
}

impl Decided {
    fn of(
        row: RunRow,
        event: Option<(String, String)>,
        loaded: Arc<Loaded>,
        moment: &Moment,
    ) -> Result<Self, Error> {
        let run = row.run()?;
        let context = context::of(&row, &run, &loaded.scenario, event);
        let taken = moment.facts(&run, context, json!({}))?;
        let decision = engine::decide(&loaded.program, &run, &taken.snapshot);
        Ok(Self {
            row,
            run,
            loaded,
            taken,
            decision,
        })
    }

    fn changes_variables(&self) -> bool {
        let mut effects = self.decision.effects.iter();
        effects.any(|effect| matches!(effect, Effect::ChangeVariable { .. }))
    }

    fn verdict(&self) -> Verdict<'_> {
        Verdict {
            row: &self.row,
            run: &self.run,
            loaded: &self.loaded,
            taken: &self.taken,
            decision: &self.decision,
        }
    }
}
