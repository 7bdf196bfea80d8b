//! One account at work on this server: its amoCRM, what is kept of it, and its wake-up calls.

use std::sync::Arc;

use serde_json::Value as Json;
use tokio::sync::Notify;

use super::{Dictionaries, Server, programs::Programs};
use crate::config::Settings;
use crate::crm::Client;
use crate::store::Store;

/// What everything that works for one account gets.
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
    pub dictionaries: Dictionaries,
    /// Compiled scenarios.
    pub programs: Programs,
    /// Rings when a body was stored.
    pub letters: Notify,
    /// Rings when a run may go on.
    pub turns: Notify,
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
            dictionaries: Dictionaries::default(),
            programs: Programs::default(),
            letters: Notify::new(),
            turns: Notify::new(),
        }
    }
}
