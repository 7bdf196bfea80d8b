//! Which accounts are worked for here: each one has a task of its own, so none waits for another.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Stop, job::Job};
use crate::app::Server;
use crate::crm::Tenure;
use crate::store::{self, Fence};

/// How often accounts are taken, kept and given up.
const ROUND: Duration = Duration::from_secs(1);
/// How soon a body is noticed that another server accepted.
const LISTEN: Duration = Duration::from_millis(250);
/// Other servers take over this long after the last sign of life, if they don't see the process go.
const ALIVE: Duration = Duration::from_secs(6);
/// A file has one server, so its signs of life are for nobody.
const ALIVE_ALONE: Duration = Duration::from_secs(3600);

/// The accounts at work, by number.
type Jobs = HashMap<u64, Job>;

/// Works for the share of accounts that falls to this server, until it is told to stop.
pub async fn work(server: Arc<Server>, mut stop: Stop) {
    let (mut jobs, tenure) = (Jobs::new(), Arc::new(Tenure::new()));
    let listening = server
        .store
        .is_shared()
        .then(|| tokio::spawn(listen(Arc::clone(&server))));
    let watching = tokio::spawn(super::census::take(Arc::clone(&server), stop.clone()));
    while !*stop.borrow() {
        if let Err(error) = round(&server, &tenure, &mut jobs).await {
            tracing::error!(%error, "accounts can't be taken or kept");
        }
        tokio::select! {
            () = tokio::time::sleep(ROUND) => {}
            _ = stop.changed() => {}
        }
    }
    jobs.values().for_each(Job::end);
    for (id, job) in jobs {
        job.ended(id).await;
    }
    listening.inspect(tokio::task::JoinHandle::abort);
    watching.abort();
    if let Err(error) = server.store.leave().await {
        tracing::warn!(%error, "the accounts are not handed over; others take them over in seconds");
    }
}

/// Tells that this server is alive, takes what falls to it, gives up what is too much.
async fn round(server: &Arc<Server>, tenure: &Arc<Tenure>, jobs: &mut Jobs) -> store::Result<()> {
    let alive = if server.store.is_shared() {
        ALIVE
    } else {
        ALIVE_ALONE
    };
    if tenure.left() < alive / 4 * 3 {
        let told = Instant::now();
        server
            .store
            .beat(i64::try_from(alive.as_millis()).unwrap_or(i64::MAX))
            .await?;
        tenure.extend(told, alive);
    }
    let connected = server.read_directory().await?.len();
    let share = connected.div_ceil(server.store.servers().await?);
    let mut mine = server.store.leases().await?;
    if mine.len() < share {
        server.store.take_leases(share - mine.len()).await?;
        mine = server.store.leases().await?;
    }
    let too_many = mine.split_off(share.min(mine.len()));
    jobs.retain(|_, job| !job.is_finished());
    end_others(server, &mine, jobs);
    begin(server, tenure, &mine, jobs);
    for (fence, _) in too_many {
        if !jobs.contains_key(&fence.account) {
            server.store.give_up(fence.account).await?;
        }
    }
    Ok(())
}

/// Ends the work for accounts that are not ours any more, or have another connection.
fn end_others(server: &Server, mine: &[(Fence, i64)], jobs: &Jobs) {
    for (id, job) in jobs {
        let own = mine.iter().find(|(fence, _)| fence.account == *id);
        match own {
            Some((fence, rung_at)) if job.is_of(server, *fence) => job.heard(*rung_at),
            _ => job.end(),
        }
    }
}

/// Begins work for what is ours; where older work is still ending, the next round does.
fn begin(server: &Server, tenure: &Arc<Tenure>, mine: &[(Fence, i64)], jobs: &mut Jobs) {
    for (fence, rung_at) in mine {
        if jobs.contains_key(&fence.account) {
            continue;
        }
        match server.account(fence.account) {
            Ok(Some(account)) => {
                let job = Job::start(account, (*fence, *rung_at), Arc::clone(tenure));
                jobs.insert(fence.account, job);
            }
            Ok(None) => {}
            Err(error) => {
                tracing::error!(account.id = fence.account, %error, "an account can't be worked for")
            }
        }
    }
}

/// Notices bodies that other servers accepted.
async fn listen(server: Arc<Server>) {
    loop {
        tokio::time::sleep(LISTEN).await;
        match server.store.with_letters().await {
            Ok(accounts) => accounts
                .into_iter()
                .for_each(|account| server.ring(account)),
            Err(error) => tracing::warn!(%error, "the inbox can't be looked at"),
        }
    }
}
