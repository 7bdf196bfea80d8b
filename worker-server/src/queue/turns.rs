//! Fair turns: scenarios go round, each with its oldest run whose entity is free.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

use super::Stop;
use super::choice::{Chosen, Held, Round, TOGETHER};
use super::lanes::Lanes;
use super::turn::{together, turn};
use crate::app::{Account, now_ms};
use crate::runs;
use crate::store::{self, RunRow};

/// Entities that are worked on side by side; amoCRM's pace is reached with fewer.
const SIDE_BY_SIDE: usize = 16;
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
                // As many were asked for as are free, and nobody else takes any.
                let others =
                    std::iter::from_fn(|| Some(Arc::clone(&slots).try_acquire_owned().ok()));
                for (run, slot) in runs
                    .into_iter()
                    .zip(std::iter::once(slot.ok()).chain(others))
                {
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

async fn next(
    account: &Account,
    lanes: &Lanes,
    after: &mut u64,
    most: usize,
) -> store::Result<Option<Chosen>> {
    let now = now_ms();
    account.store.wake_delayed(account.id, now).await?;
    let round = Round {
        store: &account.store,
        account: account.id,
        lanes,
        is_light: |row: &RunRow| runs::is_light(account, row),
        together: account.pressure.share(TOGETHER),
        now,
    };
    round.choose(after, most).await
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
