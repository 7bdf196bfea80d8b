//! The account's own scenarios, as the check and the choice in the editor know them.

use std::collections::BTreeSet;

use engine::Scenario;
use serde_json::{Value as Json, json};

use super::Account;
use crate::store;

/// Every scenario of the account in its current form, in the order of the list.
pub struct Scenarios {
    /// With their numbers.
    pub all: Vec<(u64, Scenario)>,
    /// Numbers of those that events start.
    enabled: BTreeSet<u64>,
}

impl Account {
    /// The scenarios of the account.
    pub async fn scenarios(&self) -> store::Result<Scenarios> {
        let rows = self.store.current_scenarios(self.id).await?;
        let enabled = rows.iter().filter(|(_, enabled, _)| *enabled);
        let enabled = enabled.map(|(id, ..)| *id).collect();
        let all = rows.into_iter().map(|(id, _, scenario)| (id, scenario));
        Ok(Scenarios {
            all: all.collect(),
            enabled,
        })
    }
}

impl Scenarios {
    /// The key `scenarios` of docs/facts.md.
    pub fn named(&self) -> Json {
        let one = |(id, scenario): &(u64, Scenario)| {
            let mut named = one(scenario);
            named["id"] = json!(id);
            named["enabled"] = json!(self.enabled.contains(id));
            named
        };
        self.all.iter().map(one).collect()
    }
}

fn one(scenario: &Scenario) -> Json {
    let blocks = scenario.blocks.iter().map(|block| {
        let triggers = block.triggers.iter();
        let triggers = triggers.map(|it| json!({ "id": it.id, "name": it.name, "kind": it.kind }));
        json!({ "id": block.id, "name": block.name, "triggers": triggers.collect::<Json>() })
    });
    json!({ "name": scenario.name, "event": scenario.event, "blocks": blocks.collect::<Json>() })
}
