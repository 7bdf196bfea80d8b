//! Runs that ask amoCRM for nothing are decided many at once: a killed server loses none, and doubles none.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value as Json, json};
use tests::panel::Panel;
use tests::product::{Hooks, Product, eventually};

/// Messages between two kills.
const WAVE: usize = 60;
/// How long the server works on each of them before it is killed, milliseconds.
const KILLS_MS: [u64; 6] = [0, 30, 60, 120, 250, 500];

#[test]
fn messages_that_are_decided_together_count_once_each() -> Result<()> {
    let mut product = Product::start("light", Hooks::Withheld)?;
    let panel = product.crm.panel()?;
    panel.send(
        "POST",
        "variables",
        &json!({ "name": "count", "value": "" }),
    )?;
    let own = panel.publish(&own())?;
    let starting = panel.publish(&starting(own))?;
    let counting = panel.publish(&counting())?;
    let account = product.crm.account()?;
    let mut sent = 0;
    for pause_ms in KILLS_MS {
        for _ in 0..WAVE {
            sent += 1;
            product.crm.hook(&message(account, sent))?;
        }
        std::thread::sleep(Duration::from_millis(pause_ms));
        product.kill_server()?;
        product.start_server()?;
    }
    for (id, decisions) in [(starting, 2), (own, 1), (counting, 1)] {
        let runs = eventually(
            "all have ended",
            || runs(&panel, id),
            |runs| runs.len() >= sent && runs.iter().all(|run| run["status"] != "running"),
        )?;
        ensure!(runs.len() == sent, "{} runs of scenario {id}", runs.len());
        for run in runs.iter().step_by(29) {
            // Comes to the same decision again.
            let blocks = panel.run(run)?["blocks"].as_array().map(Vec::len);
            ensure!(blocks == Some(decisions), "{blocks:?} decisions: {run}");
        }
    }
    let variables = panel.get("variables")?;
    let count = variables[0]["value"].as_str().context("a value")?.len();
    ensure!(count == sent, "{count} of {sent} counted");
    println!(
        "{sent} messages, {} kills, each counted once",
        KILLS_MS.len()
    );
    Ok(())
}

fn runs(panel: &Panel, id: u64) -> Result<Vec<Json>> {
    let (mut all, mut before) = (Vec::new(), String::new());
    loop {
        let page = panel.get(&format!("scenarios/{id}/runs?limit=200{before}"))?;
        let runs = page["runs"].as_array().cloned().unwrap_or_default();
        let Some(last) = runs.last() else {
            return Ok(all);
        };
        before = format!("&before={}", last["id"].as_str().context("a run")?);
        all.extend(runs);
    }
}

fn message(account: u64, number: usize) -> String {
    format!(
        "account[id]={account}&message[add][0][id]={number}&message[add][0][contact_id]={contact}\
         &message[add][0][text]=Вопрос&message[add][0][created_at]=1760007400&message[add][0][entity_type]=contact\
         &message[add][0][entity_id]={contact}&message[add][0][type]=incoming&message[add][0][origin]=telegram",
        contact = 40_000_000 + number,
    )
}

fn asks(id: &str, text: &str) -> Json {
    json!({ "id": id, "left": { "path": "message.text" }, "operator": "eq",
        "right": { "path": "const.text", "value": text } })
}

fn starting(own: u64) -> Json {
    let start = json!({ "id": "t1", "kind": "run_scenario", "settings": { "scenario": own } });
    json!({ "format": 2, "name": "Запускает", "event": "message_received", "blocks": [
        { "id": "b1", "conditions": [asks("c1", "Другое")], "triggers": [start] },
        { "id": "b2", "conditions": [asks("c2", "Вопрос")], "triggers": [start] }] })
}

fn own() -> Json {
    json!({ "format": 2, "name": "Свой", "event": "own", "blocks": [{ "id": "b1" }] })
}

/// Adds a letter to a variable for each message.
fn counting() -> Json {
    let count = json!({ "id": "t1", "kind": "change_variable", "settings": {
        "variable": "count", "mode": "append", "value": "+" } });
    json!({ "format": 2, "name": "Считает", "event": "message_received",
        "blocks": [{ "id": "b1", "conditions": [asks("c1", "Вопрос")], "triggers": [count] }] })
}
