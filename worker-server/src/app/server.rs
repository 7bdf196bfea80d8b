//! The handle that everything above gets: settings, store, connected accounts.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use serde_json::Value as Json;
use tokio::sync::mpsc;

use super::directory::{Access, Directory, access, connect};
use super::{Account, Closed, Inbox, Vault, Waiting, installation, now_ms};
use crate::config::{Connection, Settings};
use crate::crm::{self, Client};
use crate::store::{self, Store};

/// How old the directory may be for an answer, in milliseconds.
const FRESH_MS: i64 = 1_000;

/// A running server.
pub struct Server {
    /// As given on the command line.
    pub settings: Arc<Settings>,
    /// The database.
    pub store: Store,
    /// Data of the installation, as the facts hold it.
    pub installation: Arc<Option<Json>>,
    /// Where bodies of hooks come in.
    pub inbox: Inbox,
    vault: Vault,
    http: reqwest::Client,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    directory: Directory,
    /// Those somebody asked for, by number.
    open: HashMap<u64, Arc<Account>>,
    read_at: i64,
}

impl Server {
    /// Opens the store, and connects the account of the settings if they name one.
    ///
    /// # Errors
    /// When the database or a file of the settings can't be read, or amoCRM does not tell who a new account is.
    pub async fn start(settings: Settings) -> Result<(Self, mpsc::Receiver<Waiting>)> {
        let file = settings.installation.as_deref();
        let installation = installation::read(file, settings.public_url.as_deref())?;
        let vault = Vault::new(&settings.storage.key_source())?;
        let store = Store::open(&settings.storage.database)
            .await
            .context("the database can't be opened")?
            .limited(settings.limits());
        let (inbox, waiting) = Inbox::new();
        let server = Self {
            settings: Arc::new(settings),
            store,
            installation: Arc::new(installation),
            inbox,
            vault,
            http: crm::http()?,
            known: Mutex::default(),
        };
        if let Some(connection) = server.settings.connection() {
            server.connect(&connection).await?;
        }
        server.read_directory().await?;
        Ok((server, waiting))
    }

    async fn connect(&self, connection: &Connection) -> Result<()> {
        let address = connection.url();
        let token = connection.amocrm_token.expose().to_owned();
        let known = self.store.account_at(address).await?;
        let id = match known {
            Some(id) => id,
            None => {
                Client::new(self.http.clone(), address, &token)
                    .number()
                    .await?
            }
        };
        let hook = connection.hook_secret.expose().to_owned();
        let new = Access { token, hook };
        let rows = self.store.connections().await?;
        let row = rows
            .iter()
            .find(|row| row.id() == id && row.address == address);
        // Written only if it changed: a connection that changes starts the account's work anew.
        if row.is_none_or(|row| access(&self.vault, row) != Ok(new.clone())) {
            connect(&self.store, &self.vault, (id, address), &new).await?;
        }
        tracing::info!(account.id = id, "the account of the settings is connected");
        Ok(())
    }

    /// Reads anew which accounts are connected; their numbers.
    pub async fn read_directory(&self) -> store::Result<Vec<u64>> {
        let directory = Directory::new(self.store.connections().await?);
        let mut known = self.known();
        let Known {
            directory: old,
            open,
            read_at,
        } = &mut *known;
        // A changed connection is opened anew.
        open.retain(|id, _| old.accounts.get(id) == directory.accounts.get(id));
        (*old, *read_at) = (directory, now_ms());
        Ok(old.accounts.keys().copied().collect())
    }

    /// A connected account.
    ///
    /// # Errors
    /// When its secrets were sealed with another key.
    pub fn account(&self, id: u64) -> Result<Option<Arc<Account>>, Closed> {
        let mut known = self.known();
        if let Some(account) = known.open.get(&id) {
            return Ok(Some(Arc::clone(account)));
        }
        let Some(row) = known.directory.accounts.get(&id) else {
            return Ok(None);
        };
        let token = access(&self.vault, row)?.token;
        let crm = Client::new(self.http.clone(), &row.address, &token);
        let account = Arc::new(Account::new(self, id, crm));
        known.open.insert(id, Arc::clone(&account));
        Ok(Some(account))
    }

    /// The account whose hooks come to the address with this last part.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn of_hook(&self, secret: &str) -> store::Result<Option<u64>> {
        let read = self.look_again().await;
        match self.known().directory.of_hook(secret) {
            // A body can be kept although the list can't be read just now.
            Some(account) => Ok(Some(account)),
            None => read.map(|()| None),
        }
    }

    /// Reads the directory if it is not quite fresh: accounts are connected and disconnected elsewhere.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn look_again(&self) -> store::Result<()> {
        let age = now_ms() - self.known().read_at;
        match age < FRESH_MS {
            true => Ok(()),
            false => self.read_directory().await.map(drop),
        }
    }

    /// Tells the account, if it is at work here, that a body was stored.
    pub fn ring(&self, account: u64) {
        if let Some(account) = self.known().open.get(&account) {
            account.letters.notify_one();
        }
    }

    /// Addresses of the connected accounts, which may frame the panel.
    pub fn addresses(&self) -> Vec<String> {
        let known = self.known();
        let rows = known.directory.accounts.values();
        rows.map(|row| row.address.clone()).collect()
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
