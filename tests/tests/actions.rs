//! One action of a user arrives as several bodies: each scenario starts once.

use anyhow::{Result, ensure};
use serde_json::{Value as Json, json};
use tests::panel::Panel;
use tests::place::{Place, counts};
use tests::product::{Hooks, Product, eventually};

/// When the stages changed, Unix seconds.
const HAPPENED_AT: u64 = 1_760_003_600;

#[test]
fn a_moved_deal_that_several_hooks_tell_of_starts_each_scenario_once() -> Result<()> {
    let product = Product::start("actions", Hooks::Withheld)?;
    let place = Place::find(&product)?;
    let deals = place.deals(&product, 2)?;
    let panel = product.crm.panel()?;
    let moved = panel.publish(&place.scenario())?;
    let changed = panel.publish(&changed(&place))?;
    // The account's hooks and the manager's own on the stage, in both orders; the first one twice.
    for (deal, own_first) in [(deals[0], false), (deals[1], true)] {
        let account = place.hook(deal, HAPPENED_AT);
        let own = place.bare_hook(deal);
        let bodies = match own_first {
            true => [&own, &account, &own, &account],
            false => [&account, &own, &account, &own],
        };
        for body in bodies {
            product.crm.hook(body)?;
        }
        product
            .crm
            .hook(&account.replace("leads%5Bstatus", "leads%5Bupdate"))?;
    }
    let served = || counts(&product, &deals);
    eventually("both are served", served, |it| it == &[(2, 1), (2, 1)])?;
    for id in [moved, changed] {
        let runs = eventually(
            "all have ended",
            || runs(&panel, id),
            |runs| runs.len() >= 2 && runs.iter().all(|run| run["status"] != "running"),
        )?;
        ensure!(runs.len() == 2, "each deal once, none too often: {runs:?}");
    }
    Ok(())
}

fn runs(panel: &Panel, id: u64) -> Result<Vec<Json>> {
    let page = panel.get(&format!("scenarios/{id}/runs"))?;
    Ok(page["runs"].as_array().cloned().unwrap_or_default())
}

fn changed(place: &Place) -> Json {
    let mut scenario = place.scenario();
    scenario["event"] = json!("lead_changed");
    if let Some(blocks) = scenario["blocks"].as_array_mut() {
        blocks.truncate(1);
    }
    scenario
}
