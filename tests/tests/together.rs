//! Many deals with few calls: what amoCRM refuses stands alone, with its own words, and everything else goes through.

use anyhow::{Context, Result, ensure};
use serde_json::{Value as Json, json};
use tests::panel::Panel;
use tests::place::counts;
use tests::product::{Hooks, Product, eventually};

const DEALS: usize = 120;

#[test]
fn one_bad_value_of_a_hundred_and_twenty_fails_alone() -> Result<()> {
    let product = Product::start("together", Hooks::Withheld)?;
    let mut names = vec!["100"; DEALS];
    // amoCRM takes no budget below nought.
    names[7] = "-5";
    let deals = made(&product, &names)?;
    let panel = product.crm.panel()?;
    let id = panel.publish(&scenario(&json!([
        { "id": "t1", "kind": "change_lead_fields", "settings": { "fields": [{ "field": "budget", "value": "{{lead.name}}" }] } },
        { "id": "t2", "kind": "change_tags", "settings": { "mode": "add", "tags": "опт" } },
        task(),
    ])))?;
    let start = started(&panel, id, &deals)?;
    ensure!(
        start["done"] == json!(DEALS - 1) && start["failed"] == 1,
        "{start}"
    );
    for (index, deal) in deals.iter().enumerate() {
        let lead = product.crm.get(&format!("leads/{deal}"))?;
        let price = if index == 7 { 0 } else { 100 };
        let tags = &lead["_embedded"]["tags"];
        ensure!(
            lead["price"] == price && tags[0]["name"] == "опт",
            "{index}: {lead}"
        );
        if index > 10 {
            break;
        }
    }
    let found = counts(&product, &deals)?;
    ensure!(found.iter().all(|found| *found == (1, 0)), "{found:?}");
    let calls = writes(&product)?;
    ensure!(calls < 20, "{calls} calls for {DEALS} deals");
    let words = told(&panel, id, deals[7])?;
    ensure!(words.contains("This value should be positive."), "{words}");
    Ok(())
}

#[test]
fn a_deal_that_is_gone_keeps_nobody_from_what_is_his() -> Result<()> {
    let product = Product::start("together-gone", Hooks::Withheld)?;
    let deals = made(&product, &["Сделка"; 30])?;
    product.crm.delete_deal(deals[3])?;
    let panel = product.crm.panel()?;
    let id = panel.publish(&scenario(&json!([
        { "id": "t2", "kind": "change_tags", "settings": { "mode": "add", "tags": "опт" } },
        task(),
    ])))?;
    let start = started(&panel, id, &deals)?;
    ensure!(start["failed"] == 1, "{start}");
    let found = counts(&product, &deals)?;
    let alive = found.iter().enumerate().filter(|(index, _)| *index != 3);
    ensure!(
        alive.clone().all(|(_, found)| *found == (1, 0)),
        "{found:?}"
    );
    ensure!(found[3] == (0, 0), "{found:?}");
    let calls = writes(&product)?;
    ensure!(calls < 12, "{calls} calls");
    Ok(())
}

#[test]
fn what_is_so_already_is_not_sent() -> Result<()> {
    let product = Product::start("together-idle", Hooks::Withheld)?;
    let deals = made(&product, &["Сделка"; 10])?;
    let panel = product.crm.panel()?;
    let tag = |id: &str| json!({ "id": id, "kind": "change_tags", "settings": { "mode": "add", "tags": "опт" } });
    let same = json!({ "id": "t1", "kind": "change_lead_fields", "settings": { "fields": [
        { "field": "name", "value": "{{lead.name}}" }, { "field": "budget", "value": "{{lead.sale}}" }] } });
    let keeps = json!({ "id": "t2", "kind": "change_responsible",
        "settings": { "user": "{{lead.responsible.id}}" } });
    let id = panel.publish(&scenario(&json!([same, keeps, tag("t3"), tag("t4")])))?;
    let start = started(&panel, id, &deals)?;
    ensure!(start["done"] == deals.len(), "{start}");
    let calls = product.crm.calls("/api/v4/leads")?;
    let told = |call: &&Json| call["method"] == "PATCH";
    let sent: Vec<&Json> = calls.iter().filter(told).collect();
    ensure!(!sent.is_empty() && sent.len() < deals.len(), "{sent:?}");
    let bodies = format!("{sent:?}");
    for unsent in ["\"name\": String(\"Сделка", "price", "responsible_user_id"] {
        ensure!(!bodies.contains(unsent), "{unsent} is sent: {bodies}");
    }
    // Everything is so now.
    let before = writes(&product)?;
    let keeps = json!({ "id": "t1", "kind": "change_lead_fields", "settings": { "fields": [
        { "field": "name", "value": "{{lead.name}}" }] } });
    let id = panel.publish(&scenario(&json!([keeps, tag("t2")])))?;
    let start = started(&panel, id, &deals)?;
    ensure!(start["done"] == deals.len(), "{start}");
    ensure!(writes(&product)? == before, "nothing is sent");
    Ok(())
}

fn made(product: &Product, names: &[&str]) -> Result<Vec<u64>> {
    let mut made = Vec::new();
    for names in names.chunks(50) {
        let wanted: Vec<Json> = names.iter().map(|name| json!({ "name": name })).collect();
        let answer = product.crm.send("POST", "leads", &json!(wanted))?;
        let leads = answer["_embedded"]["leads"].as_array().context("deals")?;
        made.extend(leads.iter().filter_map(|lead| lead["id"].as_u64()));
    }
    Ok(made)
}

fn scenario(triggers: &Json) -> Json {
    json!({ "format": 2, "name": "По списку", "event": "own", "entity": "lead",
        "blocks": [{ "id": "b1", "conditions": [], "triggers": triggers }] })
}

fn task() -> Json {
    json!({ "id": "t9", "kind": "create_task", "settings": { "text": "Позвонить", "task_type": 1,
        "period": { "amount": 1, "unit": "hours" } } })
}

/// The start of a list, when it has ended.
fn started(panel: &Panel, id: u64, deals: &[u64]) -> Result<Json> {
    let body = json!({ "entity": "lead", "ids": deals });
    let start = panel.send("POST", &format!("scenarios/{id}/starts"), &body)?;
    let start = start["id"].as_str().context("a start")?.to_owned();
    let asked = || panel.get(&format!("starts/{start}"));
    eventually("the start has ended", asked, |start| {
        start["state"] != "running"
    })
}

/// Calls that wrote to deals or tasks after the deals were made.
fn writes(product: &Product) -> Result<usize> {
    let calls = product.crm.calls("/api/v4/")?;
    let is_write = |call: &&Json| {
        let made = call["method"] == "POST" && call["path"] == "/api/v4/leads";
        call["method"] != "GET" && !made
    };
    Ok(calls.iter().filter(is_write).count())
}

/// What the debugger tells of the run of a deal.
fn told(panel: &Panel, id: u64, deal: u64) -> Result<String> {
    let runs = panel.get(&format!("scenarios/{id}/runs?entity={deal}"))?;
    Ok(panel.run(&runs["runs"][0])?.to_string())
}
