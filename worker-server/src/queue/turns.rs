//! Fair turns: scenarios go round, each with its oldest run whose entity is free.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::lanes::{Lane, Lanes};
use super::{Stop, turn::turn};
use crate::app::{App, now_ms};
use crate::store::{self, RunRow};

/// Entities that are worked on side by side; amoCRM's pace is reached with fewer.
const SIDE_BY_SIDE: usize = 16;
/// Runs of a scenario that are looked at to find a free entity.
const LOOK_AT: i64 = 20;
/// Longest sleep without looking again.
const NAP_MS: i64 = 60_000;
/// After the request to stop, calls under way may take this long; the rest is taken up after the next start.
const GRACE: Duration = Duration::from_secs(8);

/// Gives turns until it is told to stop.
pub async fn give(app: Arc<App>, mut stop: Stop) {
    let (lanes, slots) = (Lanes::default(), Arc::new(Semaphore::new(SIDE_BY_SIDE)));
    let (mut running, mut after) = (JoinSet::new(), 0);
    while !*stop.borrow() {
        let slot = tokio::select! {
            slot = Arc::clone(&slots).acquire_owned() => slot,
            _ = stop.changed() => break,
        };
        match next(&app, &lanes, &mut after).await {
            Ok(Some((row, lane))) => {
                let app = Arc::clone(&app);
                running.spawn(async move {
                    turn(&app, &row.id).await;
                    drop((lane, slot));
                    app.turns.notify_one();
                });
            }
            Ok(None) => sleep(&app, &mut stop).await,
            Err(error) => {
                tracing::error!(account.id = app.account, %error, "no turn can be given");
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

/// The next run whose turn it is, with its lane.
async fn next(app: &App, lanes: &Lanes, after: &mut u64) -> store::Result<Option<(RunRow, Lane)>> {
    app.store.wake_delayed(app.account, now_ms()).await?;
    let mut rounds = 0;
    while rounds < 2 {
        let Some(scenario) = app.store.next_scenario(app.account, *after).await? else {
            (*after, rounds) = (0, rounds + 1);
            continue;
        };
        *after = scenario;
        let due = app
            .store
            .due_runs(app.account, scenario, now_ms(), LOOK_AT)
            .await?;
        let free = due
            .into_iter()
            .find_map(|row| lanes.take(row.entity()).map(|lane| (row, lane)));
        if free.is_some() {
            return Ok(free);
        }
    }
    Ok(None)
}

/// Sleeps until something changed, or the next timer is due.
async fn sleep(app: &App, stop: &mut Stop) {
    let now = now_ms();
    let due = app.store.next_due(app.account, now).await.ok().flatten();
    let nap = due.map_or(NAP_MS, |due| (due - now).clamp(1, NAP_MS));
    tokio::select! {
        () = app.turns.notified() => {}
        () = tokio::time::sleep(Duration::from_millis(nap.unsigned_abs())) => {}
        _ = stop.changed() => {}
    }
}
