//! Users, pipelines and fields, asked of amoCRM once a minute and kept over restarts.

use std::sync::{Arc, Mutex, PoisonError};

use engine::snapshot::Names;
use serde_json::Value as Json;

use super::{Account, now_ms};
use crate::crm;
use crate::store::Dictionary;

/// How old dictionaries may be.
const FRESH_MS: i64 = 60_000;
/// Older ones do while newer ones are fetched.
const MEANWHILE_MS: i64 = 180_000;
/// A new stage or user is missing for this long at most, even while amoCRM fails.
const USABLE_MS: i64 = 3_600_000;

/// The last dictionaries, and the lock that lets one caller fetch.
#[derive(Default)]
pub struct Dictionaries {
    last: Mutex<Option<Kept>>,
    fetching: Arc<tokio::sync::Mutex<()>>,
}

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

impl Kept {
    fn age(&self) -> i64 {
        now_ms() - self.fetched_at
    }
}

impl Account {
    /// Dictionaries that are about a minute old, or older ones while amoCRM does not answer.
    ///
    /// An account at work does not wait for newer ones: its steps would stand behind the calls that fetch them.
    pub async fn dictionaries(&self) -> Result<Kept, Error> {
        let last = self.last_dictionaries();
        let age = last.as_ref().map_or(i64::MAX, Kept::age);
        match last {
            Some(kept) if age <= FRESH_MS => Ok(kept),
            Some(kept) if age <= MEANWHILE_MS => {
                self.refresh_dictionaries();
                Ok(kept)
            }
            _ => {
                let _alone = self.dictionaries.fetching.lock().await;
                self.fetch_dictionaries().await
            }
        }
    }

    fn last_dictionaries(&self) -> Option<Kept> {
        let last = self.dictionaries.last.lock();
        last.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Fetches newer ones beside the work, if nobody does so already.
    fn refresh_dictionaries(&self) {
        let Ok(alone) = Arc::clone(&self.dictionaries.fetching).try_lock_owned() else {
            return;
        };
        let account = self.clone();
        tokio::spawn(async move {
            if let Err(error) = account.fetch_dictionaries().await {
                tracing::warn!(account.id = account.id, %error, "dictionaries can't be refreshed");
            }
            drop(alone);
        });
    }

    /// Only for whoever holds the lock; another one may have fetched them before.
    async fn fetch_dictionaries(&self) -> Result<Kept, Error> {
        let mut kept = self.last_dictionaries();
        if kept.is_none() {
            kept = self.stored_dictionaries().await?;
        }
        let age = kept.as_ref().map_or(i64::MAX, Kept::age);
        if age > FRESH_MS {
            let now = now_ms();
            match self.crm.dictionaries().await {
                Ok(json) => kept = Some(self.keep(json, now).await?),
                Err(error) if age > USABLE_MS => return Err(error.into()),
                Err(error) => tracing::warn!(%error, "old dictionaries are used"),
            }
        }
        let last = self.dictionaries.last.lock();
        last.unwrap_or_else(PoisonError::into_inner)
            .clone_from(&kept);
        kept.ok_or(Error::Crm(crm::Error::NotFound(String::new())))
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
