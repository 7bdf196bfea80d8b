//! The work for one account: a task that ends when the right to work ends.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::{Account, Server};
use crate::crm::Tenure;
use crate::store::Fence;

/// An account at work.
pub struct Job {
    account: Arc<Account>,
    fence: Fence,
    rung_at: AtomicI64,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Job {
    /// Begins.
    pub fn start(
        account: Arc<Account>,
        (fence, rung_at): (Fence, i64),
        tenure: Arc<Tenure>,
    ) -> Self {
        let (stop, stopped) = watch::channel(false);
        tracing::info!(
            account.id = account.id,
            lease.epoch = fence.epoch,
            "work begins"
        );
        let at_work = Arc::new(account.at_work(fence, tenure));
        Self {
            task: tokio::spawn(super::account(at_work, stopped)),
            account,
            fence,
            rung_at: AtomicI64::new(rung_at),
            stop,
        }
    }

    /// Whether it has this right, and its connection is as it is now.
    pub fn is_of(&self, server: &Server, fence: Fence) -> bool {
        let now = server.account(self.account.id);
        self.fence == fence && matches!(now, Ok(Some(now)) if Arc::ptr_eq(&now, &self.account))
    }

    /// Looks again if another server rang since.
    pub fn heard(&self, rung_at: i64) {
        if self.rung_at.swap(rung_at, Ordering::Relaxed) != rung_at {
            self.account.look();
        }
    }

    /// Asks it to come to an end; it is at work until it is finished.
    pub fn end(&self) {
        self.stop.send_replace(true);
    }

    /// Whether nothing of it is under way.
    pub fn is_finished(&self) -> bool {
        self.task.is_finished()
    }

    /// Waits for its end.
    pub async fn ended(self, id: u64) {
        if let Err(error) = self.task.await {
            tracing::error!(account.id = id, %error, "the work ended badly");
        }
    }
}
