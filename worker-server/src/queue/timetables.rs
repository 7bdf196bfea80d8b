//! Scenarios that the clock starts: for the deals of the chosen stages, as orders of up to 500.

use std::sync::Arc;
use std::time::Duration;

use engine::EntityKind;
use engine::run::StartKind;

use super::Stop;
use crate::app::{self, Account, Timetable, now_ms};
use crate::crm;
use crate::store::{self, LaunchState, NewLaunch, TimetableRow, new_id};

/// Entities of one order (R453).
const TOGETHER: usize = 500;
/// How long it waits while amoCRM does not tell the deals.
const AGAIN_MS: i64 = 60_000;
/// Clocks are changed and timetables are set on other servers: it is looked at least so often.
const NAP_MS: i64 = 60_000;
/// Pause after a failure of the store.
const PAUSE: Duration = Duration::from_secs(1);

/// Why a timetable could not be followed now.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Crm(#[from] crm::Error),
    #[error(transparent)]
    App(#[from] app::Error),
}

/// Follows the timetables until it is told to stop.
pub async fn follow(account: Arc<Account>, mut stop: Stop) {
    while !*stop.borrow() {
        let nap = match next(&account).await {
            Ok(nap) => nap,
            Err(error) => {
                tracing::error!(account.id = account.id, %error, "timetables can't be read");
                PAUSE
            }
        };
        tokio::select! {
            () = tokio::time::sleep(nap) => {}
            () = account.clock.notified() => {}
            _ = stop.changed() => {}
        }
    }
}

/// Starts what is due; how long nothing else is.
async fn next(account: &Account) -> store::Result<Duration> {
    let now = now_ms();
    let Some(row) = account.store.next_timetable(account.id).await? else {
        return Ok(Duration::from_millis(NAP_MS.unsigned_abs()));
    };
    if row.due_at > now {
        let wait = (row.due_at - now).min(NAP_MS);
        return Ok(Duration::from_millis(wait.unsigned_abs()));
    }
    let moved = match start(account, &row, now).await {
        Ok(()) => Ok(()),
        Err(Error::Store(error)) => Err(error),
        Err(error) => {
            tracing::warn!(account.id = account.id, scenario.id = row.scenario(), %error, "a timetable waits for amoCRM");
            account
                .store
                .move_timetable(account.id, &row, now + AGAIN_MS, &[])
                .await
        }
    };
    match moved {
        // Somebody changed it meanwhile: it is read again.
        Ok(()) | Err(store::Error::Conflict) => Ok(Duration::ZERO),
        Err(error) => Err(error),
    }
}

/// What was due while no server ran is started once.
async fn start(account: &Account, row: &TimetableRow, now: i64) -> Result<(), Error> {
    let zone_s = account
        .dictionaries()
        .await?
        .names
        .dictionaries
        .account
        .zone_s();
    let timetable = Timetable::read(&row.cron);
    let due_at = timetable.and_then(|timetable| timetable.after(now, zone_s));
    let enabled = match account.store.scenario(account.id, row.scenario()).await {
        Ok(stored) => Some(stored.enabled),
        Err(store::Error::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    let (Ok(due_at), Some(enabled)) = (due_at, enabled) else {
        // The scenario was deleted.
        return Ok(account
            .store
            .drop_timetable(account.id, row.scenario())
            .await?);
    };
    let deals = match enabled {
        true => account.crm.leads_in(&row.stages()?).await?,
        false => Vec::new(),
    };
    let orders: Vec<NewLaunch> = deals
        .chunks(TOGETHER)
        .map(|ids| order(row, ids, now))
        .collect();
    account
        .store
        .move_timetable(account.id, row, due_at, &orders)
        .await?;
    account.look();
    tracing::info!(
        account.id = account.id,
        scenario.id = row.scenario(),
        deals = deals.len(),
        "the clock starts a scenario"
    );
    Ok(())
}

fn order(row: &TimetableRow, ids: &[u64], now: i64) -> NewLaunch {
    NewLaunch {
        id: new_id(),
        scenario: row.scenario(),
        kind: StartKind::Clock,
        user: None,
        entity: EntityKind::Lead,
        ids: ids.to_vec(),
        asked_at: now,
        reply_to: None,
        state: LaunchState::New,
    }
}
