//! The kill switch: what waits is dropped, what is new starts again after switching on.

use anyhow::{Result, ensure};
use serde_json::{Value as Json, json};
use tests::panel::Panel;
use tests::place::{Place, counts};
use tests::product::{Hooks, Product, eventually};

/// When the stages changed, Unix seconds.
const HAPPENED_AT: u64 = 1_760_003_600;
/// More runs than amoCRM's pace lets through in the time of the test's calls.
const DEALS: usize = 40;

#[test]
fn a_stopped_scenario_drops_what_waits_and_starts_only_what_is_new() -> Result<()> {
    let product = Product::start("stopping", Hooks::Withheld)?;
    let place = Place::find(&product)?;
    let deals = place.deals(&product, DEALS + 1)?;
    let panel = product.crm.panel()?;
    let id = panel.publish(&place.scenario())?;
    let (last, first) = deals
        .split_last()
        .map(|(last, first)| (*last, first))
        .unwrap_or_default();
    for deal in first {
        product.crm.hook(&place.hook(*deal, HAPPENED_AT))?;
    }
    let dropped = panel.send("POST", &format!("scenarios/{id}/stop"), &Json::Null)?;
    ensure!(
        dropped["runs"].as_u64().is_some_and(|runs| runs > 0),
        "{dropped}"
    );
    ensure!(panel.get(&format!("scenarios/{id}"))?["enabled"] == false);
    all_ended(&panel, id)?;
    let before = total(&product, first)?;
    ensure!(before < 2 * DEALS, "nothing was dropped");
    // Nothing of what was dropped comes back with the scenario.
    panel.send(
        "PATCH",
        &format!("scenarios/{id}"),
        &json!({ "enabled": true }),
    )?;
    product.crm.hook(&place.hook(last, HAPPENED_AT))?;
    eventually(
        "the new deal is served",
        || counts(&product, &[last]),
        |found| found == &[(1, 1)],
    )?;
    all_ended(&panel, id)?;
    assert_eq!(total(&product, first)?, before);
    let again = panel.send("POST", &format!("scenarios/{id}/stop"), &Json::Null)?;
    assert_eq!(again, json!({ "runs": 0, "delayed": 0, "effects": 0 }));
    Ok(())
}

#[test]
fn the_account_is_stopped_with_its_delayed_triggers() -> Result<()> {
    let product = Product::start("stopping-all", Hooks::Withheld)?;
    let place = Place::find(&product)?;
    let deals = place.deals(&product, 3)?;
    let panel = product.crm.panel()?;
    let task = json!({ "id": "t1", "kind": "create_task",
        "timer": { "delay": { "amount": 1, "unit": "hours" } },
        "settings": { "text": "Позвонить", "task_type": 1, "period": { "amount": 1, "unit": "hours" } } });
    let scenario = json!({ "format": 2, "name": "Позже", "event": "lead_status_changed",
        "blocks": [{ "id": "b1", "triggers": [task] }] });
    let ids = [panel.publish(&scenario)?, panel.publish(&scenario)?];
    for deal in &deals {
        product.crm.hook(&place.hook(*deal, HAPPENED_AT))?;
    }
    for id in ids {
        eventually(
            "the timers wait",
            || runs(&panel, id),
            |runs| runs.len() >= 2 * deals.len(),
        )?;
    }
    let dropped = panel.send("POST", "stop", &Json::Null)?;
    ensure!(dropped["delayed"] == 6, "{dropped}");
    for id in ids {
        ensure!(panel.get(&format!("scenarios/{id}"))?["enabled"] == false);
        let stopped = runs(&panel, id)?;
        let stopped = stopped
            .iter()
            .filter(|run| run["status"] == "stopped")
            .count();
        ensure!(stopped == deals.len(), "{stopped} runs are stopped");
    }
    Ok(())
}

fn runs(panel: &Panel, id: u64) -> Result<Vec<Json>> {
    let page = panel.get(&format!("scenarios/{id}/runs"))?;
    Ok(page["runs"].as_array().cloned().unwrap_or_default())
}

fn all_ended(panel: &Panel, id: u64) -> Result<()> {
    eventually(
        "no run is under way",
        || runs(panel, id),
        |runs| runs.iter().all(|run| run["status"] != "running"),
    )
    .map(drop)
}

fn total(product: &Product, deals: &[u64]) -> Result<usize> {
    let found = counts(product, deals)?;
    Ok(found.iter().map(|(tasks, notes)| tasks + notes).sum())
}
