//! Compiled scenarios: a version never changes, so its program is kept.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use engine::{Program, Scenario};

use super::Account;
use crate::store;

/// More versions than this are not in use at once; then the kept ones are forgotten.
const KEPT: usize = 1000;

/// A version of a scenario, ready to run.
pub struct Loaded {
    /// As it was saved.
    pub scenario: Scenario,
    /// As the engine runs it.
    pub program: Program,
    /// Digest of the saved text.
    pub digest: String,
    /// Its number.
    pub version: u64,
}

/// Programs by scenario and version.
#[derive(Default)]
pub struct Programs(Mutex<HashMap<(u64, u64), Arc<Loaded>>>);

impl Account {
    /// The same if it is kept already.
    pub fn loaded(&self, scenario: (u64, u64)) -> Option<Arc<Loaded>> {
        let all = self.programs.0.lock();
        let all = all.unwrap_or_else(PoisonError::into_inner);
        all.get(&scenario).cloned()
    }

    /// A version of a scenario, compiled.
    pub async fn program(&self, (scenario, version): (u64, u64)) -> store::Result<Arc<Loaded>> {
        let key = (scenario, version);
        if let Some(loaded) = self.loaded(key) {
            return Ok(loaded);
        }
        let body = self.store.scenario_body(self.id, scenario, version).await?;
        let scenario: Scenario = serde_json::from_str(&body).map_err(store::Error::from)?;
        let loaded = Arc::new(Loaded {
            program: engine::compile(&scenario),
            digest: engine::digest(&body),
            version,
            scenario,
        });
        let mut all = self
            .programs
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if all.len() >= KEPT {
            all.clear();
        }
        all.insert(key, Arc::clone(&loaded));
        Ok(loaded)
    }
}
