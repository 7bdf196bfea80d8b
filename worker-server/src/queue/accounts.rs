//! Which accounts are worked for: each connected one has a task of its own, so none waits for another.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::Stop;
use crate::app::{Account, Server};

/// How soon a new connection is noticed.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// An account at work.
struct Job {
    account: Arc<Account>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Job {
    fn start(account: Arc<Account>) -> Self {
        let (stop, stopped) = watch::channel(false);
        tracing::info!(account.id = account.id, "work begins");
        Self {
            task: tokio::spawn(super::account(Arc::clone(&account), stopped)),
            account,
            stop,
        }
    }

    /// Asks it to come to an end; it is at work until its task is finished.
    fn end(&self) {
        self.stop.send_replace(true);
    }
}

/// Works for the connected accounts until it is told to stop.
pub async fn work(server: Arc<Server>, mut stop: Stop) {
    let mut jobs = HashMap::new();
    while !*stop.borrow() {
        match server.read_directory().await {
            Ok(connected) => keep(&server, &connected, &mut jobs),
            Err(error) => tracing::error!(%error, "the connected accounts can't be read"),
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_AGAIN) => {}
            _ = stop.changed() => {}
        }
    }
    jobs.values().for_each(Job::end);
    for (id, job) in jobs {
        if let Err(error) = job.task.await {
            tracing::error!(account.id = id, %error, "the work ended badly");
        }
    }
}

/// Begins and ends work as accounts come and go. A changed connection ends it; the next look begins it anew,
/// when nothing of the old one is under way.
fn keep(server: &Server, connected: &[u64], jobs: &mut HashMap<u64, Job>) {
    jobs.retain(|_, job| !job.task.is_finished());
    for job in jobs.values() {
        let now = connected
            .contains(&job.account.id)
            .then(|| server.account(job.account.id));
        let is_same = matches!(&now, Some(Ok(Some(now))) if Arc::ptr_eq(now, &job.account));
        if !is_same {
            job.end();
        }
    }
    for id in connected {
        if jobs.contains_key(id) {
            continue;
        }
        match server.account(*id) {
            Ok(Some(account)) => drop(jobs.insert(*id, Job::start(account))),
            Ok(None) => {}
            Err(error) => {
                tracing::error!(account.id = id, %error, "an account can't be worked for")
            }
        }
    }
}
