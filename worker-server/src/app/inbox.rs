//! Group commit: bodies that arrive together share one transaction, and are answered after it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use super::{Server, now_ms};
use crate::store::{Letter, new_id};

/// Bodies that may wait for the disk; each is at most 1 MiB.
const WAITING: usize = 1024;
/// Bodies of one transaction.
const TOGETHER: usize = 256;

/// A body with the way to tell that it is stored.
pub struct Waiting {
    letter: Letter,
    stored: oneshot::Sender<()>,
}

/// The slot where bodies come in.
pub struct Inbox {
    slot: mpsc::Sender<Waiting>,
    /// How hard it has to work.
    pub pressure: Pressure,
}

/// How many bodies wait for the disk.
#[derive(Clone, Debug, Default)]
pub struct Pressure(Arc<AtomicUsize>);

/// With so many bodies unanswered transactions of others are short.
const SOME: usize = 4;
/// With so many everything else gives way.
const HIGH: usize = 12;
/// But no longer than this at a time, so that what was accepted is worked on, too.
const LONGEST: Duration = Duration::from_millis(200);

impl Pressure {
    /// Waits while many bodies wait for the disk that the caller would use: they were not answered yet, and their
    /// sender gives up after two seconds.
    pub async fn give_way(&self) {
        let since = Instant::now();
        while self.0.load(Ordering::Relaxed) >= HIGH && since.elapsed() < LONGEST {
            tokio::time::sleep(LONGEST / 40).await;
        }
    }

    /// How much of something may be one transaction: less while bodies have to wait for its end.
    pub fn share(&self, most: usize) -> usize {
        match self.0.load(Ordering::Relaxed) >= SOME {
            true => most / 4,
            false => most,
        }
    }

    fn one_more(&self) -> Unanswered<'_> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Unanswered(self)
    }
}

/// Counts as long as it is there: its sender may go away at any time.
struct Unanswered<'a>(&'a Pressure);

impl Drop for Unanswered<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Why a body was not accepted; the sender has to come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The disk does not keep up.
    #[error("too many bodies wait for the disk")]
    Full,
    /// The disk fails, or the server stops.
    #[error("the body could not be stored")]
    NotStored,
}

impl Inbox {
    /// The slot and its other end.
    pub fn new() -> (Self, mpsc::Receiver<Waiting>) {
        let (slot, receiver) = mpsc::channel(WAITING);
        let pressure = Pressure::default();
        (Self { slot, pressure }, receiver)
    }

    /// Stores a body; it is on the disk when this returns.
    pub async fn accept(&self, account: u64, body: Vec<u8>) -> Result<(), Refused> {
        let _unanswered = self.pressure.one_more();
        let (stored, told) = oneshot::channel();
        let letter = Letter {
            account,
            id: new_id(),
            received_at: now_ms(),
            body,
        };
        self.slot
            .try_send(Waiting { letter, stored })
            .map_err(|error| match error {
                mpsc::error::TrySendError::Full(_) => Refused::Full,
                mpsc::error::TrySendError::Closed(_) => Refused::NotStored,
            })?;
        told.await.map_err(|_| Refused::NotStored)
    }
}

/// Writes bodies until every slot is closed.
pub async fn write(server: Arc<Server>, mut receiver: mpsc::Receiver<Waiting>) {
    let mut waiting = Vec::new();
    while receiver.recv_many(&mut waiting, TOGETHER).await > 0 {
        let (letters, told): (Vec<_>, Vec<_>) =
            waiting.drain(..).map(|it| (it.letter, it.stored)).unzip();
        match server.store.receive(&letters).await {
            Ok(()) => {
                for stored in told {
                    // A sender that is gone has its body stored all the same.
                    let _heard = stored.send(());
                }
                let accounts: BTreeSet<u64> = letters.iter().map(|it| it.account).collect();
                accounts
                    .into_iter()
                    .for_each(|account| server.ring(account));
            }
            // Dropping the ends tells the senders to come again.
            Err(error) => {
                tracing::error!(%error, "bodies could not be stored")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn work_gives_way_to_many_bodies_for_a_while_and_to_few_not_at_all() {
        let pressure = Pressure::default();
        let mut waiting: Vec<_> = (1..HIGH).map(|_| pressure.one_more()).collect();
        let waited = async || {
            let since = tokio::time::Instant::now();
            pressure.give_way().await;
            since.elapsed()
        };
        assert_eq!(waited().await, Duration::ZERO);
        assert_eq!(
            (pressure.share(200), Pressure::default().share(200)),
            (50, 200)
        );
        waiting.push(pressure.one_more());
        assert!(waited().await >= LONGEST);
        waiting.pop();
        assert_eq!(waited().await, Duration::ZERO);
    }
}
