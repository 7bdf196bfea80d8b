//! One step of a run: take the facts, decide one block, save all that follows.

use engine::log::{BlockStatus, TriggerStatus};
use engine::{Basis, Decision, Next, Run, Snapshot};

use super::own::{self, Asker};
use super::start::{self, Start};
use super::{Error, context, snapshot};
use crate::app::{Account, Loaded, now_ms};
use crate::store::{self, Connection, EffectKey, Facts, NewDecision, Position, RunRow, RunState};

/// Scenarios may start each other in a chain of this length (A21).
const LONGEST_CHAIN: u32 = 20;

/// Decisions of one step at most, while others change the same variable; each time one of them gets through.
const REPEATS: usize = 100;

/// What a step led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A block was decided.
    Decided,
    /// «только 1 раз» was used up by a run that was waiting before this one.
    UsedUp,
    /// The trigger that was to fire is not in the scenario any more (A47).
    Gone,
}

/// Decides the next block of a run.
pub async fn step(account: &Account, row: &RunRow) -> Result<Step, Error> {
    if let Some(fires) = row.fires() {
        return fire(account, row, fires).await;
    }
    let loaded = account.program(row.scenario()).await?;
    let run = row.run()?;
    if run.depth > LONGEST_CHAIN {
        return Err(Error::TooDeep);
    }
    if run.block == 0 && loaded.scenario.frequency.once && is_used_up(account, row).await? {
        return Ok(Step::UsedUp);
    }
    let needs = engine::needs(&loaded.program, &run);
    let context = context::read(account, row, &run, &loaded.scenario).await?;
    let taken = snapshot::take(account, &run, context, &needs).await?;
    settle(account, (row, &run, &loaded), taken, |snapshot| {
        Some(engine::decide(&loaded.program, &run, snapshot))
    })
    .await
}

/// A delayed trigger is due: it acts with the settings that are saved now and facts of now (A44).
async fn fire(account: &Account, row: &RunRow, fires: (&str, &str)) -> Result<Step, Error> {
    let scenario = row.scenario().0;
    let version = match account.store.scenario(account.id, scenario).await {
        Ok(stored) => stored.version,
        Err(store::Error::NotFound) => return Ok(Step::Gone),
        Err(error) => return Err(error.into()),
    };
    let loaded = account.program((scenario, version)).await?;
    let run = row.run()?;
    let needs = engine::fire_needs(&loaded.program, &run, fires);
    let context = context::read(account, row, &run, &loaded.scenario).await?;
    let taken = snapshot::take(account, &run, context, &needs).await?;
    settle(account, (row, &run, &loaded), taken, |snapshot| {
        engine::fire(&loaded.program, &run, fires, snapshot)
    })
    .await
}

/// Decides and saves; again with newer variables as long as others change those in between (A50).
async fn settle(
    account: &Account,
    (row, run, loaded): (&RunRow, &Run, &Loaded),
    mut taken: snapshot::Taken,
    decide: impl Fn(&Snapshot) -> Option<Decision>,
) -> Result<Step, Error> {
    for _ in 0..REPEATS {
        let Some(decision) = decide(&taken.snapshot) else {
            return Ok(Step::Gone);
        };
        match record(account, (row, run, loaded), &taken, decision).await {
            Err(Error::Stale) => taken.refresh(account).await?,
            Err(error) => return Err(error),
            Ok(()) => return Ok(Step::Decided),
        }
    }
    Err(Error::Stale)
}

async fn is_used_up(account: &Account, row: &RunRow) -> store::Result<bool> {
    account
        .store
        .is_used_up(account.id, row.scenario().0, row.entity())
        .await
}

/// Saves statuses, facts, effects and what comes next in one transaction.
async fn record(
    account: &Account,
    (row, run, loaded): (&RunRow, &Run, &Loaded),
    taken: &snapshot::Taken,
    decision: Decision,
) -> Result<(), Error> {
    let now = now_ms();
    let position = position(run, &decision);
    let fallback = fallback(account, &decision).await?;
    let new = new_decision((run, loaded), taken, &decision);
    let mut write = account.store.begin().await?;
    let asker = Asker {
        row,
        run,
        event: taken.event.as_deref(),
        now,
    };
    add_decision(account, &mut write, &asker, &new, &decision).await?;
    // A delayed trigger is no run of its scenario (A8).
    if row.fires().is_none() && (position.matched || fallback.is_some()) {
        account
            .store
            .mark_once(&mut write, account.id, row.scenario().0, row.entity())
            .await?;
    }
    if let Some(fallback) = &fallback {
        let next = own::child(run);
        start::begin(
            account,
            &mut write,
            fallback,
            next,
            (taken.event.as_deref(), now),
        )
        .await?;
    }
    let acting = !decision.effects.is_empty();
    let moved = account
        .store
        .move_run(&mut write, (account.id, &row.id), &position, acting, now)
        .await;
    match moved {
        Err(store::Error::Conflict) => return Err(Error::Stopped),
        moved => moved?,
    }
    Ok(write.commit().await.map_err(store::Error::from)?)
}

/// What is kept of a decision, so that anybody can come to it again.
fn new_decision(
    (run, loaded): (&Run, &Loaded),
    taken: &snapshot::Taken,
    decision: &Decision,
) -> NewDecision {
    let basis = Basis {
        scenario: &loaded.digest,
        names: &taken.names.digest,
        facts: &taken.facts,
        run,
    };
    NewDecision {
        digest: decision.digest(&basis),
        outcome: decision.outcome.clone(),
        facts: Facts::of(&taken.facts),
        event: taken.event.clone(),
        dictionary: taken.names.digest.to_string(),
        version: loaded.version,
        place: (run.block, run.matched),
    }
}

async fn add_decision(
    account: &Account,
    write: &mut Connection,
    asker: &Asker<'_>,
    new: &NewDecision,
    decision: &Decision,
) -> Result<(), Error> {
    let place = account
        .store
        .add_decision(write, (account.id, &asker.row.id), new, asker.now)
        .await?;
    for (index, effect) in (0..).zip(&decision.effects) {
        let key = EffectKey {
            account: account.id,
            run: asker.row.id.clone(),
            decision: place,
            position: index,
        };
        let (state, problem) = own::carry_out(account, write, asker, effect).await?;
        account
            .store
            .add_effect(write, &key, effect, (state, problem.as_ref()))
            .await?;
    }
    Ok(())
}

fn position(run: &Run, decision: &Decision) -> Position {
    let failures = decision
        .outcome
        .triggers
        .iter()
        .filter(|it| it.status == TriggerStatus::Failed)
        .count();
    let (then, block, delay_s) = match &decision.next {
        Next::Block { index, delay_s } => (RunState::Ready, *index, *delay_s),
        Next::Fallback { .. } | Next::Done => (RunState::Done, run.block, 0),
    };
    Position {
        then,
        block,
        matched: run.matched || decision.outcome.status == BlockStatus::Done,
        delay_ms: i64::from(delay_s) * 1000,
        failures,
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
