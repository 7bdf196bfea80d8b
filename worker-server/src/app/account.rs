//! One account at work on this server: its amoCRM, what is kept of it, and its wake-up calls.

use std::sync::Arc;

use serde_json::Value as Json;
use tokio::sync::Notify;

use super::{Dictionaries, Pressure, Server, programs::Programs};
use crate::config::Settings;
use crate::crm::{Client, Tenure};
use crate::store::{self, Fence, Store};

/// What everything that works for one account gets; clones share everything.
#[derive(Clone)]
pub struct Account {
    /// amoCRM's number of it.
    pub id: u64,
    /// Of the server.
    pub settings: Arc<Settings>,
    /// The database; its functions take the number of the account.
    pub store: Store,
    /// Data of the installation, as the facts hold it.
    pub installation: Arc<Option<Json>>,
    /// Its amoCRM.
    pub crm: Client,
    /// Users, pipelines and fields.
    pub dictionaries: Arc<Dictionaries>,
    /// Compiled scenarios.
    pub programs: Arc<Programs>,
    /// What has precedence over the work.
    pub pressure: Pressure,
    /// Rings when a body was stored.
    pub letters: Arc<Notify>,
    /// Rings when somebody ordered a start.
    pub launches: Arc<Notify>,
    /// Rings when a bot waits.
    pub bots: Arc<Notify>,
    /// Rings when a timetable was set.
    pub clock: Arc<Notify>,
    /// Rings when a run may go on.
    pub turns: Arc<Notify>,
}

impl Account {
    /// An account whose amoCRM is asked by this client.
    pub fn new(server: &Server, id: u64, crm: Client) -> Self {
        Self {
            id,
            settings: Arc::clone(&server.settings),
            store: server.store.clone(),
            installation: Arc::clone(&server.installation),
            crm,
            dictionaries: Arc::default(),
            programs: Arc::default(),
            pressure: server.inbox.pressure.clone(),
            letters: Arc::default(),
            launches: Arc::default(),
            bots: Arc::default(),
            clock: Arc::default(),
            turns: Arc::default(),
        }
    }

    /// The account for whoever works for it: it writes and asks amoCRM as long as the right to do so lasts.
    pub fn at_work(&self, fence: Fence, tenure: Arc<Tenure>) -> Self {
        Self {
            store: self.store.fenced(fence),
            crm: self.crm.during(tenure),
            ..self.clone()
        }
    }

    /// Lets whoever works for the account on this server look for what is new, except for bodies of hooks.
    pub fn look(&self) {
        self.launches.notify_one();
        self.bots.notify_one();
        self.clock.notify_one();
        self.turns.notify_one();
    }

    /// Tells whoever works for the account that a start was ordered, or a run may go on.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn wake(&self) -> store::Result<()> {
        self.look();
        match self.store.is_shared() {
            true => self.store.ring(self.id).await,
            false => Ok(()),
        }
    }
}
