//! Whose turn it is: scenarios go round, each with its oldest runs whose entities are free.

use super::lanes::{Lane, Lanes};
use super::tour::Tour;
use crate::app::Pressure;
use crate::runs::Weight;
use crate::store::{self, RunRow, RunState, Store};

/// Runs of a scenario that are looked at to find a free entity.
const LOOK_AT: i64 = 20;
/// The same for groups: the next ones are chosen while the last are being saved.
const LOOK_FAR: i64 = 256;
/// Runs whose steps are one commit at most, when they ask amoCRM for nothing.
const LIGHT: usize = 128;
/// Runs that read or act together at most: two calls of what is written, and one of what is read.
const GROUP: usize = 100;
/// Scenarios whose effects are looked at for one group.
const SCENARIOS: usize = 16;

/// A run with its lane.
pub type Held = (RunRow, Lane);

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// A step of each run by itself.
    Alone,
    /// Steps that ask amoCRM for nothing, together.
    Light,
    /// Steps that share what they read, together.
    Shared,
    /// Effects, together.
    Acting,
}

/// Runs whose turn it is.
pub struct Chosen {
    /// What is to be done with them.
    pub work: Work,
    /// Which.
    pub runs: Vec<Held>,
}

/// Where the round stands.
#[derive(Default)]
pub struct Place {
    /// The scenario whose step was taken last.
    step: u64,
    /// The one whose effects came first last.
    act: u64,
    /// Whether effects had the last turn.
    acted: bool,
}

/// What is known when a turn is to be given.
pub struct Round<'a, W: Fn(&RunRow) -> Weight> {
    /// Where the runs are.
    pub store: &'a Store,
    /// Whose they are.
    pub account: u64,
    /// Which entities and scenarios are busy.
    pub lanes: &'a Lanes,
    /// What the next step of a run costs.
    pub weight: W,
    /// Makes groups smaller.
    pub pressure: &'a Pressure,
    /// Whether another group may read.
    pub may_read: bool,
    /// Whether another group may act.
    pub may_act: bool,
    /// Runs that may be taken alone.
    pub alone: usize,
    /// Unix milliseconds.
    pub now: i64,
}

impl<W: Fn(&RunRow) -> Weight> Round<'_, W> {
    /// Effects and steps take turns, and among each of them the scenarios.
    pub async fn choose(&self, place: &mut Place) -> store::Result<Option<Chosen>> {
        let acts_first = !place.acted;
        let first = match acts_first {
            true => self.effects(place).await?,
            false => self.steps(place).await?,
        };
        let chosen = match (first, acts_first) {
            (Some(chosen), _) => Some(chosen),
            (None, true) => self.steps(place).await?,
            (None, false) => self.effects(place).await?,
        };
        if let Some(chosen) = &chosen {
            place.acted = chosen.work == Work::Acting;
        }
        Ok(chosen)
    }

    /// A run of each scenario in turn, from the one after that which came first last.
    async fn effects(&self, place: &mut Place) -> store::Result<Option<Chosen>> {
        if !self.may_act {
            return Ok(None);
        }
        let mut tour = self.tour(RunState::Acting, place.act);
        let (mut queues, mut first) = (Vec::new(), None);
        while queues.len() < SCENARIOS
            && let Some(scenario) = tour.next().await?
        {
            let due = self.due(RunState::Acting, scenario, LOOK_FAR).await?;
            queues.push(due.into_iter());
            first.get_or_insert(scenario);
        }
        let mut runs = Vec::new();
        while runs.len() < GROUP && !queues.is_empty() {
            queues.retain_mut(|queue| {
                let held = queue.find_map(|row| Some((self.lanes.take(row.entity())?, row)));
                let goes_on = held.is_some();
                runs.extend(
                    held.filter(|_| runs.len() < GROUP)
                        .map(|(lane, row)| (row, lane)),
                );
                goes_on
            });
        }
        place.act = first.unwrap_or_default();
        Ok(some(Work::Acting, runs))
    }

    /// Goes round the scenarios, from the one after the last that had its turn.
    async fn steps(&self, place: &mut Place) -> store::Result<Option<Chosen>> {
        let mut tour = self.tour(RunState::Ready, place.step);
        while let Some(scenario) = tour.next().await? {
            if let Some(chosen) = self.of(scenario).await? {
                place.step = scenario;
                return Ok(Some(chosen));
            }
        }
        Ok(None)
    }

    fn tour(&self, state: RunState, after: u64) -> Tour<'_> {
        Tour::after(self.store, (self.account, state), after)
    }

    /// Runs of one scenario: those that ask amoCRM go first, because a turn takes only few of them.
    async fn of(&self, scenario: u64) -> store::Result<Option<Chosen>> {
        let due = self.due(RunState::Ready, scenario, LOOK_AT).await?;
        let of = |weight| due.iter().filter(move |row| (self.weight)(row) == weight);
        if let Some(chosen) = self.alone(scenario, of(Weight::Own)).await? {
            return Ok(Some(chosen));
        }
        if self.may_read && of(Weight::Shared).next().is_some() {
            let shared = self.together(scenario, Weight::Shared, GROUP).await?;
            if let Some(chosen) = some(Work::Shared, shared) {
                return Ok(Some(chosen));
            }
        }
        if of(Weight::Light).next().is_none() {
            return Ok(None);
        }
        let light = self.together(scenario, Weight::Light, LIGHT).await?;
        Ok(some(Work::Light, light))
    }

    async fn alone(
        &self,
        scenario: u64,
        own: impl Iterator<Item = &RunRow>,
    ) -> store::Result<Option<Chosen>> {
        let own: Vec<&RunRow> = own.collect();
        // One that is alone has several turns at once.
        let several = self.alone > 1 && own.len() > 1 && self.is_alone(scenario).await?;
        let take = |row: &RunRow| {
            let lane = self.lanes.take_for(scenario, row.entity())?;
            Some((row.clone(), lane))
        };
        let free = own.into_iter().filter_map(take);
        let most = if several { self.alone } else { 1 };
        Ok(some(Work::Alone, free.take(most).collect()))
    }

    async fn together(
        &self,
        scenario: u64,
        weight: Weight,
        most: usize,
    ) -> store::Result<Vec<Held>> {
        let due = self.due(RunState::Ready, scenario, LOOK_FAR).await?;
        let same = due.into_iter().filter(|row| (self.weight)(row) == weight);
        let free = same.filter_map(|row| Some((self.lanes.take(row.entity())?, row)));
        let some = free.take(self.pressure.share(most));
        Ok(some.map(|(lane, row)| (row, lane)).collect())
    }

    async fn due(&self, state: RunState, scenario: u64, most: i64) -> store::Result<Vec<RunRow>> {
        let scenario = (self.account, scenario);
        self.store.due_runs(state, scenario, self.now, most).await
    }

    /// Whether no other scenario has an open run.
    async fn is_alone(&self, scenario: u64) -> store::Result<bool> {
        for state in [RunState::Ready, RunState::Acting] {
            let next = self.tour(state, scenario).next().await?;
            if next.is_some_and(|other| other != scenario) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn some(work: Work, runs: Vec<Held>) -> Option<Chosen> {
    (!runs.is_empty()).then_some(Chosen { work, runs })
}

#[cfg(test)]
mod tests;
