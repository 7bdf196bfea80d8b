//! Fair turns: scenarios go round, each with its oldest run whose entity is free.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

use super::Stop;
use super::choice::{Chosen, Held, Place, Round, Work};
use super::lanes::Lanes;
use super::turn;
use crate::app::{Account, now_ms};
use crate::runs;
use crate::store;

/// Entities that are worked on side by side; amoCRM's pace is reached with fewer.
const SIDE_BY_SIDE: usize = 16;
/// Groups whose effects are being carried out at the same time, and groups whose facts are being read: enough for
/// amoCRM's pace, and few enough that a call of somebody else does not wait long behind theirs.
const GROUPS: usize = 4;
/// Longest sleep without looking again.
const NAP_MS: i64 = 60_000;
/// After the request to stop, calls under way may take this long; the rest is taken up after the next start.
const GRACE: Duration = Duration::from_secs(8);

/// Gives turns until it is told to stop.
pub async fn give(account: Arc<Account>, mut stop: Stop) {
    let (lanes, slots) = (Lanes::default(), Slots::new());
    let (mut running, mut place) = (JoinSet::new(), Place::default());
    while !*stop.borrow() {
        let slot = tokio::select! {
            slot = Arc::clone(&slots.all).acquire_owned() => slot.ok(),
            _ = stop.changed() => break,
        };
        let now = now_ms();
        match next(&account, (&lanes, &slots), &mut place, now).await {
            Ok(Some(chosen)) => {
                for (runs, slot) in slots.shares(chosen.work, chosen.runs, slot) {
                    running.spawn(take(Arc::clone(&account), chosen.work, runs, slot));
                }
            }
            Ok(None) => sleep(&account, &mut stop, now).await,
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

/// A place among those who work side by side, and among the groups of a kind.
type Slot = (Option<OwnedSemaphorePermit>, Option<OwnedSemaphorePermit>);

/// How many work side by side.
struct Slots {
    all: Arc<Semaphore>,
    reading: Arc<Semaphore>,
    acting: Arc<Semaphore>,
}

impl Slots {
    fn new() -> Self {
        Self {
            all: Arc::new(Semaphore::new(SIDE_BY_SIDE)),
            reading: Arc::new(Semaphore::new(GROUPS)),
            acting: Arc::new(Semaphore::new(GROUPS)),
        }
    }

    /// Runs with the slots that they work in. As many as are free were asked for, and nobody else takes any.
    fn shares(
        &self,
        work: Work,
        runs: Vec<Held>,
        first: Option<OwnedSemaphorePermit>,
    ) -> Vec<(Vec<Held>, Slot)> {
        let one_more = |slots: &Arc<Semaphore>| Arc::clone(slots).try_acquire_owned().ok();
        match work {
            Work::Alone => {
                let others = std::iter::from_fn(|| Some(one_more(&self.all)));
                let slots = std::iter::once(first).chain(others);
                let each = runs.into_iter().zip(slots);
                each.map(|(run, slot)| (vec![run], (slot, None))).collect()
            }
            Work::Light => vec![(runs, (first, None))],
            Work::Shared => vec![(runs, (first, one_more(&self.reading)))],
            Work::Acting => vec![(runs, (first, one_more(&self.acting)))],
        }
    }
}

async fn take(account: Arc<Account>, work: Work, held: Vec<Held>, slot: Slot) {
    let ids: Vec<&str> = held.iter().map(|(row, _)| row.id.as_str()).collect();
    match work {
        Work::Alone => {
            for id in ids {
                turn::alone(&account, id).await;
            }
        }
        Work::Light | Work::Shared => {
            account.pressure.give_way().await;
            turn::together(&account, &ids).await;
        }
        Work::Acting => {
            let rows: Vec<_> = held.iter().map(|(row, _)| row.clone()).collect();
            turn::effects(&account, &rows).await;
        }
    }
    drop((held, slot));
    account.turns.notify_one();
}

async fn next(
    account: &Account,
    (lanes, slots): (&Lanes, &Slots),
    place: &mut Place,
    now: i64,
) -> store::Result<Option<Chosen>> {
    account.store.wake_delayed(account.id, now).await?;
    let round = Round {
        store: &account.store,
        account: account.id,
        lanes,
        weight: |row: &_| runs::weight(account, row),
        pressure: &account.pressure,
        may_read: slots.reading.available_permits() > 0,
        may_act: slots.acting.available_permits() > 0,
        alone: slots.all.available_permits() + 1,
        now,
    };
    round.choose(place).await
}

/// Sleeps until something changed, or the next timer is due after the instant of the last look: what fell due while that
/// look went on was not seen by it.
async fn sleep(account: &Account, stop: &mut Stop, looked: i64) {
    let due = account
        .store
        .next_due(account.id, looked)
        .await
        .ok()
        .flatten();
    let nap = due.map_or(NAP_MS, |due| (due - now_ms()).clamp(1, NAP_MS));
    tokio::select! {
        () = account.turns.notified() => {}
        () = tokio::time::sleep(Duration::from_millis(nap.unsigned_abs())) => {}
        _ = stop.changed() => {}
    }
}
