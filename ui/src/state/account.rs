//! Dictionaries of the account: what names stand behind the numbers.

use std::sync::Arc;

use engine::snapshot::Dictionaries;
use leptos::{prelude::*, task::spawn_local};

use crate::api::{Client, Error};

/// Users, stages and fields of the account; a context.
#[derive(Clone, Copy)]
pub struct Account {
    /// Empty until they have come.
    pub dictionaries: RwSignal<Arc<Dictionaries>>,
    /// Whether they have come.
    pub loaded: RwSignal<bool>,
    /// Why they have not.
    pub error: RwSignal<Option<Error>>,
}

/// Number and name of own scenarios beside the edited one; a context.
#[derive(Clone, Copy)]
pub struct OwnScenarios(pub Signal<Vec<(u64, String)>>);

impl Account {
    /// Fetches them once and puts them into the context.
    pub fn provide(client: Client) -> Self {
        let account = Self {
            dictionaries: RwSignal::default(),
            loaded: RwSignal::new(false),
            error: RwSignal::new(None),
        };
        provide_context(account);
        account.load(client);
        account
    }

    /// Fetches them again.
    pub fn load(self, client: Client) {
        spawn_local(async move {
            let answer = client.dictionaries().await;
            let read =
                answer.and_then(|json| serde_json::from_value(json).map_err(|_| Error::Unreadable));
            match read {
                Ok(dictionaries) => {
                    self.dictionaries.set(Arc::new(dictionaries));
                    self.loaded.set(true);
                    self.error.set(None);
                }
                Err(error) => self.error.set(Some(error)),
            }
        });
    }
}
