//! Orders to start become runs, in the order in which they came.

use std::sync::Arc;
use std::time::Duration;

use super::Stop;
use crate::app::Account;
use crate::runs;

/// Pause after a failure of the store.
const PAUSE: Duration = Duration::from_secs(1);

/// Begins what is ordered until it is told to stop.
pub async fn begin(account: Arc<Account>, mut stop: Stop) {
    while !*stop.borrow() {
        match next(&account).await {
            Ok(true) => account.turns.notify_one(),
            Ok(false) => {
                tokio::select! {
                    () = account.launches.notified() => {}
                    _ = stop.changed() => {}
                }
            }
            Err(error) => {
                tracing::error!(account.id = account.id, %error, "an order to start can't be begun");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Whether there was one.
async fn next(account: &Account) -> Result<bool, runs::Error> {
    let Some(order) = account.store.next_launch(account.id).await? else {
        return Ok(false);
    };
    runs::launch(account, &order).await?;
    tracing::info!(
        account.id = account.id,
        scenario.id = order.scenario(),
        launch.id = order.id,
        "an order to start is begun"
    );
    Ok(true)
}
