//! One step of a run: take the facts, decide one block or trigger, save it.

use engine::{Decision, Run, Snapshot};

use super::record::record;
use super::verdict::Verdict;
use super::{Error, context, snapshot};
use crate::app::{Account, Loaded};
use crate::store::{self, RunRow};

/// Scenarios may start each other in a chain of this length (A21).
pub const LONGEST_CHAIN: u32 = 20;

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
pub(super) async fn settle(
    account: &Account,
    (row, run, loaded): (&RunRow, &Run, &Loaded),
    mut taken: snapshot::Taken,
    decide: impl Fn(&Snapshot) -> Option<Decision>,
) -> Result<Step, Error> {
    for _ in 0..REPEATS {
        let Some(decision) = decide(&taken.snapshot) else {
            return Ok(Step::Gone);
        };
        let verdict = Verdict {
            row,
            run,
            loaded,
            taken: &taken,
            decision: &decision,
        };
        match record(account, &[verdict]).await {
            Err(Error::Stale) => taken.refresh(account).await?,
            Err(error) => return Err(error),
            Ok(()) => return Ok(Step::Decided),
        }
    }
    Err(Error::Stale)
}

pub(super) async fn is_used_up(account: &Account, row: &RunRow) -> store::Result<bool> {
    account
        .store
        .is_used_up(account.id, row.scenario().0, row.entity())
        .await
}
