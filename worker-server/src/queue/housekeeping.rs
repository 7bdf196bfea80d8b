//! Once in an hour what is older than the settings say is forgotten.

use std::sync::Arc;
use std::time::Duration;

use super::Stop;
use crate::app::{App, now_ms};

/// How often old rows are looked for.
const ROUND: Duration = Duration::from_secs(3600);
/// Between two steps the writer belongs to others.
const BREATH: Duration = Duration::from_millis(50);
const DAY_MS: i64 = 86_400_000;

/// Forgets what is old until it is told to stop.
pub async fn forget(app: Arc<App>, mut stop: Stop) {
    while !*stop.borrow() {
        let pause = match step(&app).await {
            Ok(0) => ROUND,
            Ok(_) => BREATH,
            Err(error) => {
                tracing::warn!(account.id = app.account, %error, "old rows can't be removed");
                ROUND
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn step(app: &App) -> crate::store::Result<u64> {
    let kept = i64::from(app.settings.keep_days) * DAY_MS;
    app.store.forget(app.account, now_ms() - kept).await
}
