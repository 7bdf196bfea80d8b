//! Bots that wait for the scenario they asked for are continued when its run has ended.

use std::sync::Arc;
use std::time::Duration;

use super::{Stop, retry};
use crate::app::{Account, now_ms};
use crate::crm;
use crate::store::{self, LaunchRow, LaunchState};

/// How often a run under way is looked at.
const LOOK_MS: i64 = 1_000;
/// A bot is not kept waiting longer for a run that does not end.
const LONGEST_MS: i64 = 3_600_000;
/// Pause after a failure of the store.
const PAUSE: Duration = Duration::from_secs(1);

/// Continues bots until it is told to stop.
pub async fn tell(account: Arc<Account>, mut stop: Stop) {
    while !*stop.borrow() {
        let nap = match next(&account).await {
            Ok(nap) => nap,
            Err(error) => {
                tracing::error!(account.id = account.id, %error, "bots can't be continued");
                Some(PAUSE)
            }
        };
        let sleep = async {
            match nap {
                Some(nap) => tokio::time::sleep(nap).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = sleep => {}
            () = account.bots.notified() => {}
            _ = stop.changed() => {}
        }
    }
}

/// Tells one bot if it is time to; how long to wait before looking again, if anything waits.
async fn next(account: &Account) -> store::Result<Option<Duration>> {
    let Some((order, due)) = account.store.next_reply(account.id).await? else {
        return Ok(None);
    };
    let wait = due - now_ms();
    if wait > 0 {
        return Ok(Some(Duration::from_millis(wait.unsigned_abs())));
    }
    let place = (account.id, order.id.as_str());
    match outcome(account, &order).await? {
        Some(outcome) => answer(account, &order, outcome).await?,
        None => {
            let due = Some(now_ms() + LOOK_MS);
            account.store.put_reply_off(place, due, 0).await?;
        }
    }
    Ok(Some(Duration::ZERO))
}

/// `success` when the run has ended without a failure, `fail` when it has not; nothing while it is under way.
async fn outcome(account: &Account, order: &LaunchRow) -> store::Result<Option<&'static str>> {
    if order.state() == LaunchState::Stopped {
        return Ok(Some("fail"));
    }
    let progress = account.store.progress(account.id, order).await?;
    let is_open = order.state() == LaunchState::New || progress.waiting > 0;
    Ok(match is_open {
        true if now_ms() - order.asked_at < LONGEST_MS => None,
        false if progress.done > 0 => Some("success"),
        _ => Some("fail"),
    })
}

async fn answer(account: &Account, order: &LaunchRow, outcome: &str) -> store::Result<()> {
    let url = order.reply_to.as_deref().unwrap_or_default();
    let told = crm::continue_bot(&account.crm, url, outcome).await;
    let attempts = order.reply_attempt() + 1;
    let again = match &told {
        // The bot was continued before, or somebody started another one.
        Ok(()) | Err(crm::Error::NotFound(_)) => None,
        Err(error) if error.is_passing() && attempts < retry::ATTEMPTS => {
            Some(now_ms() + retry::pause_ms(attempts))
        }
        Err(_) => None,
    };
    if let Err(error) = told {
        tracing::warn!(account.id = account.id, launch.id = order.id, %error, "a bot was not continued");
    }
    let place = (account.id, order.id.as_str());
    account.store.put_reply_off(place, again, attempts).await
}
