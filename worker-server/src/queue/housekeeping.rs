//! Once in an hour what is older than the settings say is forgotten.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Months};

use super::Stop;
use crate::app::{Account, now_ms};

/// How often old rows are looked for.
const ROUND: Duration = Duration::from_secs(3600);
/// Between two steps the writer belongs to others.
const BREATH: Duration = Duration::from_millis(50);
const DAY_MS: i64 = 86_400_000;

/// Forgets what is old until it is told to stop.
pub async fn forget(account: Arc<Account>, mut stop: Stop) {
    while !*stop.borrow() {
        let pause = match step(&account).await {
            Ok(0) => ROUND,
            Ok(_) => BREATH,
            Err(error) => {
                tracing::warn!(account.id = account.id, %error, "old rows can't be removed");
                ROUND
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn step(account: &Account) -> crate::store::Result<u64> {
    let kept = i64::from(account.settings.keep_days) * DAY_MS;
    let old = account.store.forget(account.id, now_ms() - kept).await?;
    let unwanted = account
        .store
        .forget_unwanted(account.id, three_months_before(now_ms()))
        .await?;
    let counters = account.store.forget_counters(account.id, now_ms()).await?;
    Ok(old + unwanted + counters)
}

/// A job whose scenario stays switched off is kept so long after it was due (R366, R452).
fn three_months_before(ms: i64) -> i64 {
    let then =
        DateTime::from_timestamp_millis(ms).and_then(|now| now.checked_sub_months(Months::new(3)));
    then.map_or(i64::MIN, |then| then.timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_months_are_months_of_the_calendar() {
        let ms = |text: &str| {
            let at = DateTime::parse_from_rfc3339(text).expect("an instant");
            at.timestamp_millis()
        };
        let before = three_months_before(ms("2024-05-31T10:00:00Z"));
        assert_eq!(before, ms("2024-02-29T10:00:00Z"));
    }
}
