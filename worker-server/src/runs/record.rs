//! Decisions are saved: statuses, facts, effects and what comes next are one transaction.

use engine::log::{BlockStatus, TriggerStatus};
use engine::{Basis, Decision, Effect, Next, Run};

use super::own::{self, Asker};
use super::start::{self, Beginning, Start};
use super::{Error, snapshot::Taken};
use crate::app::{Account, Loaded, now_ms};
use crate::store::{
    self, Connection, EffectKey, EffectState, Facts, NewDecision, Position, RunRow, RunState,
};

/// A decision with all that it rests on.
pub struct Verdict<'a> {
    /// The run as it is stored.
    pub row: &'a RunRow,
    /// The same for the engine.
    pub run: &'a Run,
    /// Its scenario.
    pub loaded: &'a Loaded,
    /// The facts.
    pub taken: &'a Taken,
    /// What follows from them.
    pub decision: &'a Decision,
}

/// Saves decisions of different runs, all or none.
///
/// # Errors
/// [`Error::Stale`] when one of them was made on an older value of a variable, [`Error::Stopped`] when the kill switch
/// dropped one of the runs meanwhile.
pub async fn record(account: &Account, all: &[Verdict<'_>]) -> Result<(), Error> {
    let now = now_ms();
    let mut fallbacks = Vec::new();
    for verdict in all {
        fallbacks.push(fallback(account, verdict.decision).await?);
    }
    let kept: Vec<NewDecision> = all.iter().map(Verdict::kept).collect();
    let mut write = account.store.begin().await?;
    let decisions = all.iter().zip(&kept);
    let decisions: Vec<_> = decisions
        .map(|(it, new)| (it.row.id.as_str(), new))
        .collect();
    let places = account
        .store
        .add_decisions(&mut write, account.id, &decisions, now)
        .await?;
    let mut ways = Vec::new();
    for (verdict, place) in all.iter().zip(places) {
        let effects = &verdict.decision.effects;
        let left = add_effects(account, &mut write, &verdict.asker(now), place, effects).await?;
        // Those that go the same way go together.
        add_to(&mut ways, verdict.position(&left), verdict.row.id.as_str());
    }
    mark_once(account, &mut write, all.iter().zip(&fallbacks)).await?;
    let beginnings = all
        .iter()
        .zip(fallbacks)
        .filter_map(|(it, start)| Some(it.next(start?, now)));
    start::begin(account, &mut write, beginnings.collect()).await?;
    move_on(account, &mut write, ways, now).await?;
    Ok(write.commit().await.map_err(store::Error::from)?)
}

impl Verdict<'_> {
    /// What is kept of it, so that anybody can come to it again.
    fn kept(&self) -> NewDecision {
        let basis = Basis {
            scenario: &self.loaded.digest,
            names: &self.taken.names.digest,
            facts: &self.taken.facts,
            run: self.run,
        };
        NewDecision {
            digest: self.decision.digest(&basis),
            outcome: self.decision.outcome.clone(),
            facts: Facts::of(&self.taken.facts),
            event: self.taken.event.clone(),
            dictionary: self.taken.names.digest.to_string(),
            version: self.loaded.version,
            place: (self.run.block, self.run.matched),
        }
    }

    fn asker(&self, now: i64) -> Asker<'_> {
        Asker {
            row: self.row,
            run: self.run,
            event: self.taken.event.as_deref(),
            now,
        }
    }

    /// The run of the fallback.
    fn next(&self, start: Start, now: i64) -> Beginning<'_> {
        Beginning {
            start,
            run: own::child(self.run),
            event: self.taken.event.as_deref(),
            at: now,
        }
    }

    fn is_matched(&self) -> bool {
        self.run.matched || self.decision.outcome.status == BlockStatus::Done
    }

    fn position(&self, left: &Left) -> Position {
        let triggers = self.decision.outcome.triggers.iter();
        let failures = triggers
            .filter(|it| it.status == TriggerStatus::Failed)
            .count();
        let (then, block, delay_s) = match &self.decision.next {
            Next::Block { index, delay_s } => (RunState::Ready, *index, *delay_s),
            Next::Fallback { .. } | Next::Done => (RunState::Done, self.run.block, 0),
        };
        Position {
            then,
            block,
            matched: self.is_matched(),
            delay_ms: i64::from(delay_s) * 1000,
            // Those of effects are counted when the last of them has its outcome.
            failures: failures + if left.waits { 0 } else { left.failed },
            acting: left.waits,
        }
    }
}

/// What is left of the effects of a decision when it is saved.
#[derive(Default)]
struct Left {
    /// Whether amoCRM or somebody else has to be asked for one.
    waits: bool,
    /// How many could not be carried out in our own database.
    failed: usize,
}

async fn add_effects(
    account: &Account,
    write: &mut Connection,
    asker: &Asker<'_>,
    decision: i64,
    effects: &[Effect],
) -> Result<Left, Error> {
    let mut left = Left::default();
    for (position, effect) in (0..).zip(effects) {
        let key = EffectKey {
            account: account.id,
            run: asker.row.id.clone(),
            decision,
            position,
        };
        let (state, problem) = own::carry_out(account, write, asker, effect).await?;
        account
            .store
            .add_effect(write, &key, effect, (state, problem.as_ref()))
            .await?;
        left.waits |= state == EffectState::Waiting;
        left.failed += usize::from(state == EffectState::Failed);
    }
    Ok(left)
}

/// For the runs of which a block matched, or whose fallback starts; a delayed trigger is no run of its scenario (A8).
async fn mark_once<'a>(
    account: &Account,
    write: &mut Connection,
    all: impl Iterator<Item = (&'a Verdict<'a>, &'a Option<Start>)>,
) -> Result<(), Error> {
    let mut marks = Vec::new();
    for (verdict, fallback) in all {
        let ran = verdict.is_matched() || fallback.is_some();
        if ran && verdict.row.fires().is_none() {
            add_to(&mut marks, verdict.row.scenario().0, verdict.row.entity());
        }
    }
    for (scenario, entities) in marks {
        let scenario = (account.id, scenario);
        account.store.mark_once(write, scenario, &entities).await?;
    }
    Ok(())
}

async fn move_on(
    account: &Account,
    write: &mut Connection,
    ways: Vec<(Position, Vec<&str>)>,
    now: i64,
) -> Result<(), Error> {
    for (position, runs) in ways {
        let runs = (account.id, runs.as_slice());
        match account.store.move_runs(write, runs, &position, now).await {
            Err(store::Error::Conflict) => return Err(Error::Stopped),
            moved => moved?,
        }
    }
    Ok(())
}

/// Adds to the group of a key; there are few.
fn add_to<K: PartialEq, T>(groups: &mut Vec<(K, Vec<T>)>, key: K, item: T) {
    match groups.iter_mut().find(|(known, _)| *known == key) {
        Some((_, items)) => items.push(item),
        None => groups.push((key, vec![item])),
    }
}

/// The scenario that is started because no block matched (A10).
async fn fallback(account: &Account, decision: &Decision) -> Result<Option<Start>, Error> {
    let Next::Fallback { scenario } = decision.next else {
        return Ok(None);
    };
    match account.store.scenario(account.id, scenario).await {
        Ok(stored) => start::load(account, (scenario, stored.version))
            .await
            .map(Some),
        Err(store::Error::NotFound) => {
            tracing::warn!(
                account.id = account.id,
                scenario.id = scenario,
                "the fallback does not exist any more"
            );
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}
