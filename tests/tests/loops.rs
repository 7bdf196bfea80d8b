//! A scenario that is set off by what it makes itself: each time another entity, so no frequency damps it (A21).

use anyhow::{Context, Result, ensure};
use serde_json::{Value as Json, json};
use tests::product::{Hooks, Product, eventually};

/// A deal of the demo data.
const DEAL: u64 = 2_200_001;

#[test]
fn a_task_that_leads_to_another_task_ends_after_twenty() -> Result<()> {
    let product = Product::start("loops", Hooks::Sent)?;
    let panel = product.crm.panel()?;
    let task = json!({ "id": "t1", "kind": "create_task", "target": "lead", "settings": {
        "text": "Ещё одна", "task_type": 1, "period": { "amount": 1, "unit": "hours" } } });
    let id = panel.publish(&json!({ "format": 2, "name": "Круг", "event": "task_added",
        "blocks": [{ "id": "b1", "triggers": [task] }] }))?;
    let first = json!([{ "text": "Первая", "complete_till": 1_900_000_000, "entity_type": "leads", "entity_id": DEAL }]);
    product.crm.send("POST", "tasks", &first)?;
    let runs = || panel.get(&format!("scenarios/{id}/runs"));
    let page = eventually("the chain has ended", runs, |page| {
        list(page).iter().any(|run| run["status"] == "failed")
    })?;
    let failed = list(&page).iter().find(|run| run["status"] == "failed");
    let failed = failed
        .and_then(|run| run["id"].as_str())
        .context("a failed run")?;
    let detail = panel.get(&format!("runs/{failed}"))?;
    ensure!(detail["problem"]["code"] == 205, "{}", detail["problem"]);
    let done = list(&page)
        .iter()
        .filter(|run| run["status"] == "done")
        .count();
    ensure!(done == 21, "the first and twenty after it, but {done}");
    Ok(())
}

fn list(page: &Json) -> &[Json] {
    page["runs"].as_array().map_or(&[], Vec::as_slice)
}
