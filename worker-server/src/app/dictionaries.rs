//! Users, pipelines and fields, asked of amoCRM once a minute and kept over restarts.

use std::sync::Arc;

use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use tokio::sync::Mutex;

use super::{App, now_ms};
use crate::crm;
use crate::store::Dictionary;

/// How old dictionaries may be.
const FRESH_MS: i64 = 60_000;
/// A new stage or user is missing for this long at most, even while amoCRM fails.
const USABLE_MS: i64 = 3_600_000;

/// The last dictionaries; the lock lets one caller fetch and the others wait for it.
#[derive(Default)]
pub struct Dictionaries(Mutex<Option<Kept>>);

/// Dictionaries in the shape of docs/facts.md.
#[derive(Clone)]
pub struct Kept {
    /// The object itself.
    pub json: Arc<Json>,
    /// Its SHA-256, by which decisions refer to it.
    pub digest: Arc<str>,
    fetched_at: i64,
}

impl App {
    /// Dictionaries that are at most a minute old, or older ones while amoCRM does not answer.
    pub async fn dictionaries(&self) -> Result<Kept, Error> {
        let mut kept = self.dictionaries.0.lock().await;
        if kept.is_none() {
            *kept = self.stored_dictionaries().await?;
        }
        let now = now_ms();
        let age = kept.as_ref().map_or(i64::MAX, |kept| now - kept.fetched_at);
        if age > FRESH_MS {
            match self.crm.dictionaries().await {
                Ok(json) => *kept = Some(self.keep(json, now).await?),
                Err(error) if age > USABLE_MS => return Err(error.into()),
                Err(error) => tracing::warn!(%error, "old dictionaries are used"),
            }
        }
        kept.clone()
            .ok_or(Error::Crm(crm::Error::NotFound(String::new())))
    }

    async fn stored_dictionaries(&self) -> Result<Option<Kept>, Error> {
        let Some(stored) = self.store.dictionary(self.account).await? else {
            return Ok(None);
        };
        let json = serde_json::from_str(&stored.body).map_err(crate::store::Error::from)?;
        Ok(Some(Kept {
            json: Arc::new(json),
            digest: stored.digest.into(),
            fetched_at: stored.fetched_at,
        }))
    }

    async fn keep(&self, json: Json, now: i64) -> Result<Kept, Error> {
        let body = json.to_string();
        let hash = Sha256::digest(body.as_bytes());
        let digest: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let stored = Dictionary {
            digest: digest.clone(),
            body,
            fetched_at: now,
        };
        self.store.keep_dictionary(self.account, &stored).await?;
        Ok(Kept {
            json: Arc::new(json),
            digest: digest.into(),
            fetched_at: now,
        })
    }
}

/// Dictionaries can't be had.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// amoCRM does not give them.
    #[error(transparent)]
    Crm(#[from] crm::Error),
    /// The store fails.
    #[error(transparent)]
    Store(#[from] crate::store::Error),
}
