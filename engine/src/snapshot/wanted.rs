//! Facts straight from bytes: only what is wanted is kept, the rest is skipped where it stands.

use std::{collections::BTreeSet, sync::Arc};

use super::{Dictionaries, Error, Snapshot, pruned::pruned};

/// Which parts of facts somebody reads; parts that are not named here are always kept.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The contacts.
    pub contacts: bool,
    /// The company.
    pub company: bool,
    /// Custom fields of the deal.
    pub lead_fields: Fields,
}

/// Custom fields that are wanted.
#[derive(Clone, Debug)]
pub enum Fields {
    /// Those with these numbers.
    Some(BTreeSet<u64>),
    /// All of them.
    All,
}

impl Default for Fields {
    fn default() -> Self {
        Self::Some(BTreeSet::new())
    }
}

impl Fields {
    /// Wants this one too.
    pub fn add(&mut self, id: u64) {
        if let Self::Some(ids) = self {
            ids.insert(id);
        }
    }

    /// Whether this one is wanted.
    pub(super) fn has(&self, id: u64) -> bool {
        match self {
            Self::Some(ids) => ids.contains(&id),
            Self::All => true,
        }
    }
}

impl Wanted {
    /// Everything.
    pub fn all() -> Self {
        Self {
            contacts: true,
            company: true,
            lead_fields: Fields::All,
        }
    }
}

impl Snapshot {
    /// Reads the wanted parts of a facts file for an account whose dictionaries are known.
    ///
    /// # Errors
    /// As [`Snapshot::from_json`].
    pub fn wanted(bytes: &[u8], wanted: &Wanted, names: &Arc<Dictionaries>) -> Result<Self, Error> {
        let pruned = pruned(bytes, wanted);
        let read = pruned.and_then(|facts| serde_json::from_slice(&facts).ok());
        let snapshot = match read {
            Some(snapshot) => snapshot,
            // Nulls and other oddities are read with more patience.
            None => Self::from_json(&String::from_utf8_lossy(bytes))?,
        };
        Ok(Self {
            dictionaries: Arc::clone(names),
            ..snapshot
        })
    }
}
