//! Triggers with a timer: remembered with the decision that asked for it, so that none is lost or doubled.

use engine::{Effect, Run};

use crate::app::Account;
use crate::store::{self, Connection, NewRun, RunRow, RunState, new_id};

/// Remembers or forgets a delayed trigger; tells whether the effect was one of these.
pub async fn remember(
    account: &Account,
    write: &mut Connection,
    (row, event): (&RunRow, Option<&str>),
    effect: &Effect,
    now: i64,
) -> store::Result<bool> {
    match effect {
        Effect::Schedule {
            block,
            trigger,
            overwrite,
            ..
        } => {
            if *overwrite {
                forget(account, write, row, (block, trigger)).await?;
            }
            schedule(account, write, (row, event), effect, now).await?;
            Ok(true)
        }
        Effect::Unschedule { block, trigger, .. } => {
            forget(account, write, row, (block, trigger)).await?;
            Ok(true)
        }
        _ => Ok(false),
    }
}

async fn forget(
    account: &Account,
    write: &mut Connection,
    row: &RunRow,
    fires: (&str, &str),
) -> store::Result<()> {
    let scenario = (account.id, row.scenario().0);
    account
        .store
        .forget_delayed(write, scenario, row.entity(), fires)
        .await
}

/// A delayed trigger is a run of that trigger alone, which nobody wakes before its time.
async fn schedule(
    account: &Account,
    write: &mut Connection,
    (row, event): (&RunRow, Option<&str>),
    effect: &Effect,
    now: i64,
) -> store::Result<()> {
    let Effect::Schedule {
        block,
        trigger,
        entity,
        target,
        due,
        variables,
        ..
    } = effect
    else {
        return Ok(());
    };
    let parent = row.run()?;
    let new = NewRun {
        id: new_id(),
        scenario: row.scenario(),
        // Note, message and what else its event told are kept for it (A44).
        event_id: event.map(str::to_owned),
        run: Run {
            depth: parent.depth,
            variables: variables.clone(),
            ..Run::new(parent.event, *entity)
        },
        state: RunState::Delayed,
        due_at: due.saturating_mul(1000),
        started_at: now,
        fires: Some((block.clone(), trigger.clone())),
        target: *target,
    };
    account.store.add_runs(write, account.id, &[new]).await
}
