//! Which accounts are connected, and by which addresses their hooks come.

use std::collections::HashMap;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Closed, Vault, now_ms};
use crate::store::{ConnectionRow, Store};

/// What a connection keeps sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// Long-lived token of the integration in this account.
    pub token: String,
    /// Unguessable last part of the address of its hooks.
    pub hook: String,
}

/// The connected accounts, as they were read last.
#[derive(Default)]
pub struct Directory {
    /// By number.
    pub accounts: HashMap<u64, ConnectionRow>,
    /// Numbers by the digests of the addresses of their hooks.
    hooks: HashMap<String, u64>,
}

impl Directory {
    /// Of what the store has.
    pub fn new(rows: Vec<ConnectionRow>) -> Self {
        let hook = |row: &ConnectionRow| Some((row.hook_digest.clone()?, row.id()));
        Self {
            hooks: rows.iter().filter_map(hook).collect(),
            accounts: rows.into_iter().map(|row| (row.id(), row)).collect(),
        }
    }

    /// The account whose hooks come to the address with this last part.
    pub fn of_hook(&self, secret: &str) -> Option<u64> {
        self.hooks.get(&digest(secret)).copied()
    }
}

/// Stores a connection: a new one, or another token or hook address of a known account.
///
/// # Errors
/// When the store fails.
pub async fn connect(
    store: &Store,
    vault: &Vault,
    (id, address): (u64, &str),
    access: &Access,
) -> anyhow::Result<()> {
    let text = serde_json::to_string(access)?;
    let sealed = vault.seal(&row_name(id), &text)?;
    let hook = digest(&access.hook);
    store
        .connect(id, (address, &hook), &sealed, now_ms())
        .await
        .context("the connection can't be stored")
}

/// What a stored connection keeps sealed.
///
/// # Errors
/// When it was sealed with another key.
pub fn access(vault: &Vault, row: &ConnectionRow) -> Result<Access, Closed> {
    let text = vault.open(&row_name(row.id()), &row.secrets)?;
    serde_json::from_str(&text).map_err(|_| Closed)
}

fn row_name(id: u64) -> String {
    format!("account {id}")
}

/// An address is looked up by its digest, so neither a copy of the database nor the time of an answer gives it away.
fn digest(secret: &str) -> String {
    let digest = Sha256::digest(secret.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
