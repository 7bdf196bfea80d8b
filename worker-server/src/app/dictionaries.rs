//! Users, pipelines and fields, asked of amoCRM once a minute and kept over restarts.

use std::sync::Arc;

use engine::snapshot::Names;
use serde_json::Value as Json;
use tokio::sync::Mutex;

use super::{Account, now_ms};
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
    /// It with the data of the installation, as decisions take it.
    pub names: Arc<Names>,
    /// The digest of that, by which decisions refer to it.
    pub digest: Arc<str>,
    fetched_at: i64,
}

impl Account {
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
        let Some(stored) = self.store.dictionary(self.id).await? else {
            return Ok(None);
        };
        let json = serde_json::from_str(&stored.body).map_err(crate::store::Error::from)?;
        Ok(Some(self.keep(json, stored.fetched_at).await?))
    }

    async fn keep(&self, mut json: Json, now: i64) -> Result<Kept, Error> {
        // What this server was started with counts, also for dictionaries that another one stored.
        if let Some(parts) = json.as_object_mut() {
            parts.remove("installation");
            parts.extend(
                self.installation
                    .iter()
                    .map(|it| ("installation".to_owned(), it.clone())),
            );
        }
        let body = json.to_string();
        let names = Names::from_json(&body)?;
        let stored = Dictionary {
            digest: engine::digest(&body),
            body,
            fetched_at: now,
        };
        self.store.keep_dictionary(self.id, &stored).await?;
        Ok(Kept {
            json: Arc::new(json),
            names: Arc::new(names),
            digest: stored.digest.into(),
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
    /// They are not as amoCRM documents them.
    #[error(transparent)]
    Unreadable(#[from] engine::snapshot::Error),
    /// The store fails.
    #[error(transparent)]
    Store(#[from] crate::store::Error),
}
