//! Fair turns: scenarios go round, each with its oldest run whose entity is free.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

use super::Stop;
use super::lanes::{Lane, Lanes};
use super::turn::{together, turn};
use crate::app::{Account, now_ms};
use crate::runs;
use crate::store::{self, RunRow, Store};

/// Entities that are worked on side by side; amoCRM's pace is reached with fewer.
const SIDE_BY_SIDE: usize = 16;
/// Runs of a scenario that are looked at to find a free entity.
const LOOK_AT: i64 = 20;
/// Runs whose steps are one commit: those that ask amoCRM for nothing.
const TOGETHER: usize = 128;
/// The same for these: the next ones are chosen while the last are being saved.
const LOOK_FAR: i64 = 256;
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
            Ok(Some(Chosen::Together(runs))) => {
                running.spawn(take_together(Arc::clone(&account), runs, slot.ok()));
            }
            Ok(Some(Chosen::Each(runs))) => {
                let mut slot = slot.ok();
                for run in runs {
                    // As many were asked for as are free, and nobody else takes any.
                    let slot = slot
                        .take()
                        .or_else(|| Arc::clone(&slots).try_acquire_owned().ok());
                    running.spawn(take_alone(Arc::clone(&account), run, slot));
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

/// A place among those who work side by side.
type Slot = Option<OwnedSemaphorePermit>;

async fn take_alone(account: Arc<Account>, (row, lane): Held, slot: Slot) {
    turn(&account, &row.id).await;
    drop((lane, slot));
    account.turns.notify_one();
}

async fn take_together(account: Arc<Account>, runs: Vec<Held>, slot: Slot) {
    account.pressure.give_way().await;
    let ids: Vec<&str> = runs.iter().map(|(row, _)| row.id.as_str()).collect();
    together(&account, &ids).await;
    drop((runs, slot));
    account.turns.notify_one();
}

/// A run with its lane.
type Held = (RunRow, Lane);

/// Runs whose turn it is.
enum Chosen {
    /// Each by itself.
    Each(Vec<Held>),
    /// Those that ask amoCRM for nothing.
    Together(Vec<Held>),
}

async fn next(
    account: &Account,
    lanes: &Lanes,
    after: &mut u64,
    most: usize,
) -> store::Result<Option<Chosen>> {
    let now = now_ms();
    account.store.wake_delayed(account.id, now).await?;
    let light = |row: &RunRow| runs::is_light(account, row);
    let lanes = (lanes, &light);
    choose((&account.store, account.id), lanes, after, (now, most)).await
}

/// Goes round the scenarios, from the one after the last that had its turn.
async fn choose(
    (store, account): (&Store, u64),
    (lanes, is_light): (&Lanes, &impl Fn(&RunRow) -> bool),
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
        let (light, heavy): (Vec<_>, Vec<_>) = due.into_iter().partition(is_light);
        // One that is alone has several turns at once.
        let several = most > 1 && heavy.len() > 1 && is_alone(store, account, scenario).await?;
        let take = |row: RunRow| {
            lanes
                .take_for(scenario, row.entity())
                .map(|lane| (row, lane))
        };
        let free = heavy.into_iter().filter_map(take);
        let each: Vec<Held> = free.take(if several { most } else { 1 }).collect();
        if !each.is_empty() {
            return Ok(Some(Chosen::Each(each)));
        }
        if light.is_empty() {
            continue;
        }
        let due = store.ready_runs(account, scenario, now, LOOK_FAR).await?;
        let take = |row: RunRow| lanes.take(row.entity()).map(|lane| (row, lane));
        let free = due.into_iter().filter(is_light).filter_map(take);
        let together: Vec<Held> = free.take(TOGETHER).collect();
        if !together.is_empty() {
            return Ok(Some(Chosen::Together(together)));
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
