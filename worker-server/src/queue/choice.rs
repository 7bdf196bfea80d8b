//! Whose turn it is: scenarios go round, each with its oldest runs whose entities are free.

use super::lanes::{Lane, Lanes};
use crate::store::{self, RunRow, Store};

/// Runs of a scenario that are looked at to find a free entity.
const LOOK_AT: i64 = 20;
/// Runs whose steps are one commit at most: those that ask amoCRM for nothing.
pub const TOGETHER: usize = 128;
/// The same for these: the next ones are chosen while the last are being saved.
const LOOK_FAR: i64 = 256;

/// A run with its lane.
pub type Held = (RunRow, Lane);

/// Runs whose turn it is.
pub enum Chosen {
    /// Each by itself.
    Each(Vec<Held>),
    /// Those that ask amoCRM for nothing.
    Together(Vec<Held>),
}

/// What is known when a turn is to be given.
pub struct Round<'a, L: Fn(&RunRow) -> bool> {
    /// Where the runs are.
    pub store: &'a Store,
    /// Whose they are.
    pub account: u64,
    /// Which entities and scenarios are busy.
    pub lanes: &'a Lanes,
    /// Whether a run asks amoCRM for nothing.
    pub is_light: L,
    /// Light runs of one turn.
    pub together: usize,
    /// Unix milliseconds.
    pub now: i64,
}

impl<L: Fn(&RunRow) -> bool> Round<'_, L> {
    /// Goes round the scenarios, from the one after the last that had its turn; so many single runs at most.
    pub async fn choose(&self, after: &mut u64, most: usize) -> store::Result<Option<Chosen>> {
        let mut rounds = 0;
        while rounds < 2 {
            let Some(scenario) = self.store.next_scenario(self.account, *after).await? else {
                (*after, rounds) = (0, rounds + 1);
                continue;
            };
            *after = scenario;
            if let Some(chosen) = self.of(scenario, most).await? {
                return Ok(Some(chosen));
            }
        }
        Ok(None)
    }

    /// Runs of one scenario: those that may ask amoCRM go first, because a turn takes only few of them.
    async fn of(&self, scenario: u64, most: usize) -> store::Result<Option<Chosen>> {
        let due = self
            .store
            .due_runs(self.account, scenario, self.now, LOOK_AT);
        let (light, heavy): (Vec<_>, Vec<_>) = due.await?.into_iter().partition(&self.is_light);
        // One that is alone has several turns at once.
        let several = most > 1 && heavy.len() > 1 && self.is_alone(scenario).await?;
        let take = |row: RunRow| Some((self.lanes.take_for(scenario, row.entity())?, row));
        let free = heavy.into_iter().filter_map(take);
        let each = free.take(if several { most } else { 1 });
        let each: Vec<Held> = each.map(|(lane, row)| (row, lane)).collect();
        match (each.is_empty(), light.is_empty()) {
            (false, _) => Ok(Some(Chosen::Each(each))),
            (true, false) => self.together(scenario).await,
            (true, true) => Ok(None),
        }
    }

    async fn together(&self, scenario: u64) -> store::Result<Option<Chosen>> {
        let ready = self
            .store
            .ready_runs(self.account, scenario, self.now, LOOK_FAR);
        let light = ready.await?.into_iter().filter(&self.is_light);
        let free = light.filter_map(|row| Some((self.lanes.take(row.entity())?, row)));
        let runs: Vec<Held> = free
            .take(self.together)
            .map(|(lane, row)| (row, lane))
            .collect();
        Ok((!runs.is_empty()).then_some(Chosen::Together(runs)))
    }

    /// Whether no other scenario has an open run.
    async fn is_alone(&self, scenario: u64) -> store::Result<bool> {
        let next = self.store.next_scenario(self.account, scenario).await?;
        Ok(next.is_none() && self.store.next_scenario(self.account, 0).await? == Some(scenario))
    }
}

#[cfg(test)]
mod tests;
