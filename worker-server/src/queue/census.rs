//! Counts now and then what the accounts of this server wait for.

use std::sync::Arc;
use std::time::Duration;

use super::Stop;
use crate::app::{Server, now_ms};
use crate::store;
use crate::telemetry::measures::{self, Backlog};

/// Prometheus asks less often, and whoever looks after an alarm wants to see what it did.
const ROUND: Duration = Duration::from_secs(5);

/// Counts until it is told to stop.
pub async fn take(server: Arc<Server>, mut stop: Stop) {
    while !*stop.borrow() {
        match count(&server).await {
            Ok(backlog) => measures::backlog(&backlog),
            Err(error) => tracing::warn!(%error, "what waits can't be counted"),
        }
        tokio::select! {
            () = tokio::time::sleep(ROUND) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn count(server: &Server) -> store::Result<Backlog> {
    let (mut all, now) = (Backlog::default(), now_ms());
    for (fence, _) in server.store.leases().await? {
        let one = server.store.backlog(fence.account).await?;
        all.accounts += 1;
        all.inbox += one.inbox;
        all.ready += one.ready;
        all.acting += one.acting;
        all.delayed += one.delayed;
        let late = one.oldest_due_at.map_or(0, |due| now - due);
        all.late_ms = all.late_ms.max(late);
    }
    Ok(all)
}
