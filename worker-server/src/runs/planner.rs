//! What events start: enabled scenarios that listen to them or that they name, and how long a chain that is.

use std::collections::HashMap;

use engine::EntityRef;

use super::start::{Start, load};
use super::{Error, pipeline};
use crate::app::Account;
use crate::store::NewEvent;

/// What an event starts.
#[derive(Default)]
pub struct Plan {
    /// What starts.
    pub starts: Vec<Start>,
    /// Length of the chain if a run of ours caused the event.
    pub depth: u32,
}

impl Plan {
    /// Whether it starts nothing.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }
}

/// Makes plans for events that are understood together.
pub struct Planner<'a> {
    account: &'a Account,
    /// Enabled scenarios by the event that they listen to.
    listeners: HashMap<String, Vec<Start>>,
    /// Whether one of the events may be an echo of our own writes.
    echoes: bool,
}

impl<'a> Planner<'a> {
    /// For events that happened at this time or later, Unix milliseconds.
    pub async fn new(account: &'a Account, since: i64) -> Result<Self, Error> {
        Ok(Self {
            account,
            listeners: HashMap::new(),
            echoes: account.store.wrote_since(account.id, since).await?,
        })
    }

    /// Enabled scenarios that listen to an event or that it names, and whether the event is an echo of our own writes:
    /// scenarios may react to each other, but not for ever (A21).
    pub async fn plan(&mut self, event: &NewEvent) -> Result<Plan, Error> {
        let Some(entity) = event.entity else {
            return Ok(Plan::default());
        };
        let mut starts = Vec::from_iter(pipeline::named(self.account, event).await?);
        starts.extend(self.listeners(&event.kind).await?);
        let depth = match starts.is_empty() {
            true => 0,
            false => self.depth(entity, event.at()).await?,
        };
        Ok(Plan { starts, depth })
    }

    async fn listeners(&mut self, kind: &str) -> Result<Vec<Start>, Error> {
        if let Some(known) = self.listeners.get(kind) {
            return Ok(known.clone());
        }
        let mut starts = Vec::new();
        for listener in self.account.store.listeners(self.account.id, kind).await? {
            starts.push(load(self.account, (listener.scenario(), listener.version())).await?);
        }
        self.listeners.insert(kind.to_owned(), starts.clone());
        Ok(starts)
    }

    async fn depth(&self, entity: EntityRef, at: i64) -> Result<u32, Error> {
        if !self.echoes {
            return Ok(0);
        }
        let chain = self.account.store.chain_at(self.account.id, entity, at);
        Ok(chain.await?.map_or(0, |depth| depth + 1))
    }
}
