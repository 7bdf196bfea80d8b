//! Fair turns: scenarios go round, each with its oldest run whose entity is free.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::lanes::{Lane, Lanes};
use super::{Stop, turn::turn};
use crate::app::{Account, now_ms};
use crate::store::{self, RunRow, Store};

/// Entities that are worked on side by side; amoCRM's pace is reached with fewer.
const SIDE_BY_SIDE: usize = 16;
/// Runs of a scenario that are looked at to find a free entity.
const LOOK_AT: i64 = 20;
/// Longest sleep without looking again.
const NAP_MS: i64 = 60_000;
/// After the request to stop, calls under way may take this long; the rest is taken up after the next start.
const GRACE: Duration = Duration::from_secs(8);

/// Gives turns until it is told to stop.
pub async fn give(account: Arc<Account>, mut stop: Stop) {
    let (lanes, slots) = (Lanes::default(), Arc::new(Semaphore::new(SIDE_BY_SIDE)));
    let (mut running, mut after) = (JoinSet::new(), 0);
    while !*stop.borrow() {
        let slot = tokio::select! {
            slot = Arc::clone(&slots).acquire_owned() => slot,
            _ = stop.changed() => break,
        };
        let free = slots.available_permits() + 1;
        match next(&account, &lanes, &mut after, free).await {
            Ok(Some(chosen)) => {
                let mut slot = slot.ok();
                for (row, lane) in chosen {
                    // As many were asked for as are free, and nobody else takes any.
                    let slot = slot
                        .take()
                        .or_else(|| Arc::clone(&slots).try_acquire_owned().ok());
                    let account = Arc::clone(&account);
                    running.spawn(async move {
                        turn(&account, &row.id).await;
                        drop((lane, slot));
                        account.turns.notify_one();
                    });
                }
            }
            Ok(None) => sleep(&account, &mut stop).await,
            Err(error) => {
                tracing::error!(account.id = account.id, %error, "no turn can be given");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
        while running.try_join_next().is_some() {}
    }
    let finished = tokio::time::timeout(GRACE, async {
        while running.join_next().await.is_some() {}
    });
    if finished.await.is_err() {
        tracing::warn!("steps are taken up after the next start");
    }
}

/// Runs whose turn it is, with their lanes.
type Chosen = Vec<(RunRow, Lane)>;

async fn next(
    account: &Account,
    lanes: &Lanes,
    after: &mut u64,
    most: usize,
) -> store::Result<Option<Chosen>> {
    let now = now_ms();
    account.store.wake_delayed(account.id, now).await?;
    choose((&account.store, account.id), lanes, after, (now, most)).await
}

/// Goes round the scenarios, from the one after the last that had its turn; one that is alone has several turns at once.
async fn choose(
    (store, account): (&Store, u64),
    lanes: &Lanes,
    after: &mut u64,
    (now, most): (i64, usize),
) -> store::Result<Option<Chosen>> {
    let mut rounds = 0;
    while rounds < 2 {
        let Some(scenario) = store.next_scenario(account, *after).await? else {
            (*after, rounds) = (0, rounds + 1);
            continue;
        };
        *after = scenario;
        let due = store.due_runs(account, scenario, now, LOOK_AT).await?;
        let several = most > 1 && due.len() > 1 && is_alone(store, account, scenario).await?;
        let free = due
            .into_iter()
            .filter_map(|row| lanes.take(scenario, row.entity()).map(|lane| (row, lane)));
        let chosen: Chosen = free.take(if several { most } else { 1 }).collect();
        if !chosen.is_empty() {
            return Ok(Some(chosen));
        }
    }
    Ok(None)
}

/// Whether no other scenario has an open run.
async fn is_alone(store: &Store, account: u64, scenario: u64) -> store::Result<bool> {
    Ok(store.next_scenario(account, scenario).await?.is_none()
        && store.next_scenario(account, 0).await? == Some(scenario))
}

/// Sleeps until something changed, or the next timer is due.
async fn sleep(account: &Account, stop: &mut Stop) {
    let now = now_ms();
    let due = account.store.next_due(account.id, now).await.ok().flatten();
    let nap = due.map_or(NAP_MS, |due| (due - now).clamp(1, NAP_MS));
    tokio::select! {
        () = account.turns.notified() => {}
        () = tokio::time::sleep(Duration::from_millis(nap.unsigned_abs())) => {}
        _ = stop.changed() => {}
    }
}

#[cfg(test)]
mod tests;
