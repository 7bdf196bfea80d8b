//! The account's own scenarios, as the check and the choice in the editor know them.

use engine::Scenario;
use serde_json::{Value as Json, json};

use super::App;
use crate::store;

impl App {
    /// Every scenario of the account with its number, in its current form.
    pub async fn scenarios(&self) -> store::Result<Vec<(u64, Scenario)>> {
        self.store.current_scenarios(self.account).await
    }
}

/// The key `scenarios` of docs/facts.md.
pub fn named(scenarios: &[(u64, Scenario)]) -> Json {
    scenarios.iter().map(one).collect()
}

fn one((id, scenario): &(u64, Scenario)) -> Json {
    let blocks = scenario.blocks.iter().map(|block| {
        let triggers = block.triggers.iter();
        let triggers = triggers.map(|it| json!({ "id": it.id, "name": it.name, "kind": it.kind }));
        json!({ "id": block.id, "name": block.name, "triggers": triggers.collect::<Json>() })
    });
    json!({ "id": id, "name": scenario.name, "event": scenario.event, "blocks": blocks.collect::<Json>() })
}
