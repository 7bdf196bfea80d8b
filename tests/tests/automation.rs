//! A deal changes and scenarios do their work: hooks, frequency, fallback, refusals, seen from outside.

use anyhow::{Context, Result};
use serde_json::{Value as Json, json};
use tests::panel::Panel;
use tests::product::{Hooks, Product, eventually};

/// A deal of the demo data.
const DEAL: u64 = 2_200_003;

#[test]
fn a_moved_deal_gets_its_task_and_the_log_tells_why() -> Result<()> {
    let product = Product::start("moved", Hooks::Sent)?;
    let panel = product.crm.panel()?;
    let stage = stage(&product)?;
    let condition = json!({ "id": "c1", "left": { "path": "lead.status" }, "operator": "eq",
        "right": { "path": "const.stage", "value": stage } });
    let block = json!({ "id": "b1", "conditions": [condition], "triggers": [task("Позвонить"), responsible()] });
    let id = panel.publish(&scenario("lead_status_changed", json!([block])))?;
    let moved = json!({ "pipeline_id": stage["pipeline"], "status_id": stage["status"] });
    product
        .crm
        .send("PATCH", &format!("leads/{DEAL}"), &moved)?;
    let run = finished(&panel, id, 1)?;
    let detail = panel.run(&run)?;
    assert_eq!(detail["blocks"][0]["log"]["rows"][0]["result"], true);
    let effects = detail["blocks"][0]["effects"]
        .as_array()
        .context("effects")?;
    assert!(
        effects.iter().all(|it| it["outcome"] == "done"),
        "{effects:?}"
    );
    assert_eq!(texts(&product)?, ["Позвонить"]);
    assert_eq!(
        product.crm.get(&format!("leads/{DEAL}"))?["responsible_user_id"],
        9_100_002
    );
    Ok(())
}

#[test]
fn a_repeated_delivery_starts_nothing_and_a_change_too_soon_is_told() -> Result<()> {
    let product = Product::start("repeated", Hooks::Withheld)?;
    let panel = product.crm.panel()?;
    let block = json!({ "id": "b1", "triggers": [task("Один раз")] });
    let id = panel.publish(&scenario("lead_changed", json!([block])))?;
    for _ in 0..3 {
        product.crm.hook(&changed(DEAL, 1_760_000_000))?;
    }
    finished(&panel, id, 1)?;
    product.crm.hook(&changed(DEAL, 1_760_000_001))?;
    let page = runs(&panel, id, 2)?;
    assert_eq!(page[0]["status"], "too_often");
    assert_eq!(texts(&product)?, ["Один раз"]);
    Ok(())
}

#[test]
fn a_trigger_that_fails_stops_no_other_and_a_deleted_deal_fails_the_run() -> Result<()> {
    let product = Product::start("refused", Hooks::Withheld)?;
    let panel = product.crm.panel()?;
    // The account has no such user; the note after the task is added all the same (A20).
    let mut wrong = task("Не выйдет");
    wrong["settings"]["responsible"] = json!("{{lead.id}}");
    let note = json!({ "id": "t2", "kind": "add_note", "settings": { "text": "{{lead.name}}" } });
    let block = json!({ "id": "b1", "triggers": [wrong, note] });
    let id = panel.publish(&scenario("lead_changed", json!([block])))?;
    product.crm.hook(&changed(DEAL, 1_760_000_000))?;
    let run = finished(&panel, id, 1)?;
    assert_eq!(run["status"], "done");
    let notes = product.crm.get(&format!("leads/{DEAL}/notes"))?;
    assert_eq!(
        notes["_embedded"]["notes"].as_array().map_or(0, Vec::len),
        1,
        "{notes}"
    );
    assert!(texts(&product)?.is_empty());
    assert_eq!(panel.get("scenarios")?[0]["failures_today"], 1);

    product.crm.hook(&changed(999_999_999, 1_760_000_000))?;
    let gone = finished(&panel, id, 2)?;
    let detail = panel.run(&gone)?;
    assert_eq!(
        (&detail["run"]["status"], &detail["problem"]["code"]),
        (&json!("failed"), &json!(202))
    );
    Ok(())
}

/// R43, A10.
#[test]
fn the_fallback_runs_once_and_only_when_no_block_matched() -> Result<()> {
    let product = Product::start("fallback", Hooks::Withheld)?;
    let panel = product.crm.panel()?;
    let spare = panel.publish(&scenario(
        "own",
        json!([{ "id": "b1", "triggers": [task("Запасной")] }]),
    ))?;
    let never = json!({ "id": "c1", "left": { "path": "lead.name" }, "operator": "eq",
        "right": { "path": "const.text", "value": "такого имени нет" } });
    let block = json!({ "id": "b1", "conditions": [never], "triggers": [task("Основной")] });
    let mut main = scenario("lead_changed", json!([block, block]));
    main["blocks"][1]["id"] = json!("b2");
    main["fallback"] = json!(spare);
    let id = panel.publish(&main)?;
    product.crm.hook(&changed(DEAL, 1_760_000_000))?;
    let run = finished(&panel, id, 1)?;
    assert_eq!(run["blocks"].as_array().map_or(0, Vec::len), 2);
    finished(&panel, spare, 1)?;
    assert_eq!(texts(&product)?, ["Запасной"]);
    Ok(())
}

#[test]
fn a_scenario_that_feeds_itself_and_a_disabled_one_stand_still() -> Result<()> {
    let product = Product::start("loop", Hooks::Sent)?;
    let panel = product.crm.panel()?;
    let again = json!({ "id": "t1", "kind": "change_lead_fields", "settings": { "fields": [
        { "field": "name", "value": "{{lead.name}}+" } ] } });
    let id = panel.publish(&scenario(
        "lead_changed",
        json!([{ "id": "b1", "triggers": [again] }]),
    ))?;
    let off = panel.publish(&scenario(
        "lead_changed",
        json!([{ "id": "b1", "triggers": [task("Нет")] }]),
    ))?;
    panel.send(
        "PATCH",
        &format!("scenarios/{off}"),
        &json!({ "enabled": false }),
    )?;
    product
        .crm
        .send("PATCH", &format!("leads/{DEAL}"), &json!({ "name": "Имя" }))?;
    // The echo of the own write is rejected by the five seconds between two runs.
    let page = runs(&panel, id, 2)?;
    assert_eq!(
        (&page[0]["status"], &page[1]["status"]),
        (&json!("too_often"), &json!("done"))
    );
    assert_eq!(product.crm.get(&format!("leads/{DEAL}"))?["name"], "Имя+");
    assert!(panel.get(&format!("scenarios/{off}/runs"))?["runs"] == json!([]));
    Ok(())
}

/// R202 and R465: an incoming call leaves its length in a field of the contact, a text note does not.
#[test]
fn the_length_of_a_call_is_kept_in_a_field_of_the_contact() -> Result<()> {
    let product = Product::start("call", Hooks::Sent)?;
    let panel = product.crm.panel()?;
    let contact = &product.crm.get("contacts")?["_embedded"]["contacts"][0]["id"];
    let contact = contact.as_u64().context("a contact")?;
    let field = numeric_field(&product)?;
    let is_call = json!({ "id": "c1", "left": { "path": "note.type" }, "operator": "eq",
        "right": { "path": "const.notetype", "value": "call" } });
    let is_long = json!({ "id": "c2", "left": { "path": "call.duration" }, "operator": "ge",
        "right": { "path": "const.number", "value": 60 } });
    let keep = json!({ "id": "t1", "kind": "change_contact_fields", "settings": { "fields": [
        { "field": format!("cf({field})"), "value": "{{call.duration}}" },
        { "field": "first_name", "value": "{{call.direction}}, {{call.status}}, {{start.kind}}, {{scenario.name}}" } ] } });
    let block = json!({ "id": "b1", "conditions": [is_call, is_long], "triggers": [keep] });
    let id = panel.publish(&scenario("contact_note_added", json!([block])))?;

    let notes = format!("contacts/{contact}/notes");
    let text = json!([{ "note_type": "common", "params": { "text": "65" } }]);
    product.crm.send("POST", &notes, &text)?;
    let run = finished(&panel, id, 1)?;
    assert_eq!(run["blocks"][0]["status"], "not_matching", "{run}");

    // Two runs of a scenario for one entity are at least five seconds apart.
    std::thread::sleep(std::time::Duration::from_secs(6));
    let call = json!([{ "note_type": "call_in", "params": { "uniq": "1", "duration": 65,
        "source": "АТС", "link": "https://example.ru/1.mp3", "phone": "+79271002030", "call_status": 4 } }]);
    product.crm.send("POST", &notes, &call)?;
    let run = finished(&panel, id, 2)?;
    let detail = panel.run(&run)?;
    assert_eq!(
        detail["blocks"][0]["effects"][0]["outcome"], "done",
        "{detail}"
    );
    let card = product.crm.get(&format!("contacts/{contact}"))?;
    assert_eq!(
        card["first_name"],
        "входящий, разговор состоялся, событие, Проверка"
    );
    let fields = card["custom_fields_values"].as_array().context("fields")?;
    let kept = fields.iter().find(|it| it["field_id"] == field);
    let kept = kept.context("the field is filled")?["values"][0]["value"].to_string();
    assert_eq!(kept.trim_matches('"'), "65");
    Ok(())
}

fn numeric_field(product: &Product) -> Result<Json> {
    let fields = product.crm.get("contacts/custom_fields")?;
    let fields = fields["_embedded"]["custom_fields"]
        .as_array()
        .context("fields")?;
    let numeric = fields.iter().find(|it| it["type"] == "numeric");
    Ok(numeric.context("a field of numbers")?["id"].clone())
}

fn scenario(event: &str, blocks: Json) -> Json {
    json!({ "format": 1, "name": "Проверка", "event": event, "blocks": blocks })
}

fn task(text: &str) -> Json {
    json!({ "id": "t1", "kind": "create_task", "settings": {
        "text": text, "task_type": 1, "period": { "amount": 1, "unit": "hours" } } })
}

fn responsible() -> Json {
    json!({ "id": "t3", "kind": "change_responsible", "settings": { "user": 9_100_002 } })
}

fn changed(deal: u64, at: u64) -> String {
    format!(
        "account[subdomain]=demo&account[id]=31000001&leads[update][0][id]={deal}\
         &leads[update][0][updated_at]={at}&leads[update][0][name]=x"
    )
}

/// A stage of the main pipeline that the deal is not in.
fn stage(product: &Product) -> Result<Json> {
    let pipelines = product.crm.get("leads/pipelines")?;
    let main = &pipelines["_embedded"]["pipelines"][0];
    let now = &product.crm.get(&format!("leads/{DEAL}"))?["status_id"];
    let stages = main["_embedded"]["statuses"].as_array().context("stages")?;
    let other = stages.iter().find(|it| it["type"] == 0 && &it["id"] != now);
    let other = other.context("another stage")?;
    Ok(json!({ "pipeline": main["id"], "status": other["id"] }))
}

/// Waits for so many runs, all of them finished; newest first.
fn runs(panel: &Panel, scenario: u64, count: usize) -> Result<Vec<Json>> {
    let ask = || {
        let page = panel.get(&format!("scenarios/{scenario}/runs"))?;
        page["runs"].as_array().cloned().context("a list of runs")
    };
    eventually("finished runs", ask, |runs| {
        runs.len() >= count && runs.iter().all(|run| run["status"] != "running")
    })
}

/// The newest run, when so many are finished.
fn finished(panel: &Panel, scenario: u64, count: usize) -> Result<Json> {
    let runs = runs(panel, scenario, count)?;
    runs.into_iter().next().context("a run")
}

/// Texts of the tasks of the deal.
fn texts(product: &Product) -> Result<Vec<String>> {
    let path = format!("tasks?filter[entity_type]=leads&filter[entity_id][]={DEAL}");
    let page = product.crm.get(&path)?;
    let tasks = page["_embedded"]["tasks"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let text = |task: &Json| task["text"].as_str().unwrap_or_default().to_owned();
    Ok(tasks.iter().map(text).collect())
}
