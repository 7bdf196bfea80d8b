//! Group commit: bodies that arrive together share one transaction, and are answered after it.

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

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
pub struct Inbox(mpsc::Sender<Waiting>);

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
        let (sender, receiver) = mpsc::channel(WAITING);
        (Self(sender), receiver)
    }

    /// Stores a body; it is on the disk when this returns.
    pub async fn accept(&self, account: u64, body: Vec<u8>) -> Result<(), Refused> {
        let (stored, told) = oneshot::channel();
        let letter = Letter {
            account,
            id: new_id(),
            received_at: now_ms(),
            body,
        };
        self.0
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
