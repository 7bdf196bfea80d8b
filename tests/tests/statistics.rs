//! What the account has used is counted once, whatever happens to the server (R444–R449, A52).

use anyhow::{Result, ensure};
use serde_json::{Value as Json, json};
use tests::panel::Panel;
use tests::product::{Hooks, Product, eventually};

const HOOKS: u64 = 30;

#[test]
fn operations_are_counted_once_though_the_server_is_killed() -> Result<()> {
    let mut product = Product::start("statistics", Hooks::Withheld)?;
    let panel = product.crm.panel()?;
    let task = |text: &str| {
        json!({ "id": text, "kind": "create_task", "settings": {
            "text": text, "task_type": 1, "period": { "amount": 1, "unit": "hours" } } })
    };
    let mut later = task("later");
    later["timer"] = json!({ "delay": { "amount": 1, "unit": "days" } });
    let count = json!({ "id": "count", "kind": "change_variable", "settings": {
        "variable": "counter", "value": "{{ ({{global(counter)}}+1):calc }}" } });
    panel.send(
        "POST",
        "variables",
        &json!({ "name": "counter", "value": "0" }),
    )?;
    let row = json!({ "id": "c1", "left": { "path": "message.text" }, "operator": "contains",
        "right": { "path": "const.text", "value": "да" } });
    let id = panel.publish(
        &json!({ "format": 2, "name": "Счёт", "event": "message_received",
 "blocks": [
        { "id": "b1", "conditions": [row], "triggers": [count, later] },
        { "id": "b2", "triggers": [] }] }),
    )?;
    for number in 0..HOOKS {
        product
            .crm
            .hook(&message(number, if number % 3 == 0 { "да" } else { "нет" }))?;
        if number % 10 == 5 {
            product.kill_server()?;
            product.start_server()?;
        }
    }
    let panel = product.crm.panel()?;
    let used = eventually(
        "all are counted",
        || panel.get("statistics"),
        |told| told["used"]["hooks"] == HOOKS && told["queue"]["runs"] == 0,
    )?;
    // A third of the messages fires the first block, each of them the second.
    let expected = json!({ "hooks": HOOKS, "fired": HOOKS * 4 / 3, "not_matching": HOOKS * 2 / 3,
        "triggers": HOOKS / 3, "failed": 0 });
    ensure!(used["used"] == expected, "{used}");
    ensure!(
        used["queue"] == json!({ "events": 0, "runs": 0, "delayed": HOOKS / 3 }),
        "{used}"
    );
    ensure!(used["days"][0]["counts"] == expected, "{used}");
    ensure!(used["scenarios"][0]["name"] == "Счёт", "{used}");
    ensure!(used["scenarios"][0]["counts"]["hooks"] == 0, "{used}");
    let users = panel.get("dictionaries")?["users"]
        .as_array()
        .map_or(0, Vec::len);
    ensure!(
        users > 0 && used["limit"].as_u64() <= Some(users as u64 * 50_000),
        "{used}"
    );
    by_block(&panel, id)
}

fn by_block(panel: &Panel, id: u64) -> Result<()> {
    let lines = panel.get(&format!("scenarios/{id}/statistics?days=2"))?;
    let of = |block: &str, trigger: &str| -> Json {
        let lines = lines.as_array().cloned().unwrap_or_default();
        let mut own = lines
            .into_iter()
            .filter(|it| it["block"] == block && it["trigger"] == trigger);
        own.next().map_or(Json::Null, |line| line["counts"].clone())
    };
    ensure!(of("b1", "")["fired"] == HOOKS / 3, "{lines}");
    ensure!(of("b1", "")["not_matching"] == HOOKS * 2 / 3, "{lines}");
    ensure!(of("b1", "count")["triggers"] == HOOKS / 3, "{lines}");
    ensure!(of("b1", "later") == Json::Null, "it is not due: {lines}");
    ensure!(of("b2", "")["fired"] == HOOKS, "{lines}");
    Ok(())
}

fn message(number: u64, text: &str) -> String {
    let contact = 3_300_000 + number;
    format!(
        "account[id]=31000001&message[add][0][id]={number}&message[add][0][contact_id]={contact}\
         &message[add][0][text]={text}&message[add][0][created_at]=1760007400&message[add][0][entity_type]=contact\
         &message[add][0][entity_id]={contact}&message[add][0][type]=incoming&message[add][0][origin]=telegram"
    )
}
