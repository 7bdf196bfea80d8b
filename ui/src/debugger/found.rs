//! The runs that have been loaded, and how to get more of them.

use api::runs::Item;
use leptos::{prelude::*, task::spawn_local};

use crate::api::{Client, Error};

/// Loaded runs of a scenario; cheap to copy.
#[derive(Clone, Copy)]
pub struct Found {
    client: Client,
    scenario: u64,
    entity: RwSignal<Option<u64>>,
    /// Whether the first page has come.
    pub state: RwSignal<Option<Result<(), Error>>>,
    /// Newest first.
    pub runs: RwSignal<Vec<Item>>,
    /// Where older ones begin.
    pub next: RwSignal<Option<String>>,
    /// Whether older ones are under way.
    pub busy: RwSignal<bool>,
}

impl Found {
    /// Nothing yet.
    pub fn new(client: Client, scenario: u64) -> Self {
        Self {
            client,
            scenario,
            entity: RwSignal::new(None),
            state: RwSignal::new(None),
            runs: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// Number of the scenario.
    pub fn scenario(self) -> u64 {
        self.scenario
    }

    /// Shows the runs of one entity, or of all.
    pub fn of_entity(self, entity: Option<u64>) {
        self.entity.set(entity);
        self.refresh();
    }

    /// Whether only one entity's runs are shown.
    pub fn is_filtered(self) -> bool {
        self.entity.get().is_some()
    }

    /// Loads the newest ones anew; what is shown stays until they have come.
    pub fn refresh(self) {
        spawn_local(async move {
            let entity = self.entity.get_untracked();
            let answer = self.client.runs(self.scenario, None, entity).await;
            let state = answer.map(|page| {
                // The page may have been left while the answer was under way.
                drop(self.runs.try_set(page.runs));
                drop(self.next.try_set(page.next));
            });
            drop(self.state.try_set(Some(state)));
        });
    }

    /// Loads older ones.
    pub fn older(self) {
        let Some(before) = self.next.get_untracked() else {
            return;
        };
        self.busy.set(true);
        spawn_local(async move {
            let entity = self.entity.get_untracked();
            match self.client.runs(self.scenario, Some(before), entity).await {
                Ok(page) => {
                    self.runs.try_update(|runs| runs.extend(page.runs));
                    drop(self.next.try_set(page.next));
                }
                Err(error) => drop(self.state.try_set(Some(Err(error)))),
            }
            self.busy.try_set(false);
        });
    }
}
