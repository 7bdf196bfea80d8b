//! The one handle that everything above gets: settings, store, amoCRM, programs, wake-up calls.

mod dictionaries;
mod inbox;
mod installation;
mod programs;
mod scenarios;

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use serde_json::Value as Json;
use tokio::sync::{Notify, mpsc};

use crate::config::Settings;
use crate::crm::Client;
use crate::store::Store;

pub use dictionaries::{Dictionaries, Error, Kept};
pub use inbox::{Inbox, Refused, Waiting, write};
pub use programs::Loaded;

/// A running server.
pub struct App {
    /// As given on the command line.
    pub settings: Settings,
    /// The database.
    pub store: Store,
    /// amoCRM of the account.
    pub crm: Client,
    /// The account this server works for.
    pub account: u64,
    /// Users, pipelines and fields.
    pub dictionaries: Dictionaries,
    /// Data of the installation, as the facts hold it.
    pub installation: Option<Json>,
    /// Compiled scenarios.
    pub programs: programs::Programs,
    /// Where bodies of hooks come in.
    pub inbox: Inbox,
    /// Rings when a body was stored.
    pub letters: Notify,
    /// Rings when a run may go on.
    pub turns: Notify,
}

impl App {
    /// Opens the store and finds out which account this is; waits for amoCRM only if it was never seen.
    pub async fn start(settings: Settings) -> Result<(Self, mpsc::Receiver<Waiting>)> {
        let file = settings.installation.as_deref();
        let installation = installation::read(file, settings.public_url.as_deref())?;
        let store = Store::open(&settings.database)
            .await
            .context("the database can't be opened")?
            .limited(settings.limits());
        let crm = Client::new(settings.crm_url(), settings.amocrm_token.expose())?;
        let account = account(&store, &crm).await?;
        tracing::info!(account.id = account, "the account is known");
        let (inbox, waiting) = Inbox::new();
        let app = Self {
            settings,
            store,
            crm,
            account,
            dictionaries: Dictionaries::default(),
            installation,
            programs: programs::Programs::default(),
            inbox,
            letters: Notify::new(),
            turns: Notify::new(),
        };
        Ok((app, waiting))
    }
}

async fn account(store: &Store, crm: &Client) -> Result<u64> {
    if let Some(known) = store.account_at(crm.base()).await? {
        return u64::try_from(known.account_id).context("the stored account has a number");
    }
    let account = crm
        .get("account")
        .await
        .context("amoCRM does not tell the account")?;
    let account = account.unwrap_or_default();
    let id = account["id"]
        .as_u64()
        .context("amoCRM's answer names no account")?;
    store.remember_account(id, crm.base(), now_ms()).await?;
    Ok(id)
}

/// Unix milliseconds.
pub fn now_ms() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
