//! What a scenario leaves for later or remembers: timers over a restart, overwriting, cancelling, counters.

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value as Json, json};
use tests::panel::Panel;
use tests::product::{Hooks, Product, eventually};

/// A deal of the demo data.
const DEAL: u64 = 2_200_003;
/// One that is deleted.
const GONE: u64 = 2_200_010;
/// Longer than any timer here.
const LATER: Duration = Duration::from_secs(4);

/// R362: a job is executed once.
#[test]
fn a_timer_fires_once_though_the_server_is_killed_before_it_is_due() -> Result<()> {
    let mut product = Product::start("timer", Hooks::Withheld)?;
    let panel = product.crm.panel()?;
    let id = publish(&panel, json!([delayed("Позже", false)]))?;
    product.crm.hook(&changed(0))?;
    runs(&panel, id, 1)?;
    assert!(texts(&product)?.is_empty(), "it is not due yet");
    product.kill_server()?;
    product.start_server()?;
    let panel = product.crm.panel()?;
    wait_for(&product, &["Позже"])?;
    std::thread::sleep(LATER);
    assert_eq!(texts(&product)?, ["Позже"]);
    let runs = runs(&panel, id, 2)?;
    assert!(runs.iter().all(|run| run["status"] == "done"), "{runs:?}");
    Ok(())
}

/// R365, R367.
#[test]
fn what_is_due_waits_while_its_scenario_is_switched_off() -> Result<()> {
    let product = Product::start("timer-off", Hooks::Withheld)?;
    let panel = product.crm.panel()?;
    let id = publish(&panel, json!([delayed("Позже", false)]))?;
    product.crm.hook(&changed(0))?;
    runs(&panel, id, 1)?;
    let switch = |enabled: bool| {
        let path = format!("scenarios/{id}");
        panel.send("PATCH", &path, &json!({ "enabled": enabled }))
    };
    switch(false)?;
    std::thread::sleep(LATER);
    assert!(texts(&product)?.is_empty(), "its scenario is switched off");
    switch(true)?;
    wait_for(&product, &["Позже"])
}

/// R358, R359, R361.
#[test]
fn an_overwritten_timer_fires_once_and_one_that_is_not_fires_twice() -> Result<()> {
    let product = Product::start("timer-over", Hooks::Withheld)?;
    let panel = product.crm.panel()?;
    let mut second = delayed("Каждый раз", false);
    second["id"] = json!("t2");
    let id = publish(&panel, json!([task_after("Один раз", 8, true), second]))?;
    product.crm.hook(&changed(0))?;
    runs(&panel, id, 1)?;
    // Two runs of a scenario for one entity are at least five seconds apart.
    std::thread::sleep(Duration::from_secs(6));
    product.crm.hook(&changed(7))?;
    let all = ["Каждый раз", "Каждый раз", "Один раз"];
    wait_for(&product, &all)?;
    std::thread::sleep(LATER);
    assert_eq!(texts(&product)?, all);
    Ok(())
}

/// R8, R36, R228, R363, R364.
#[test]
fn a_scenario_cancels_a_timer_counts_and_starts_another_that_inherits() -> Result<()> {
    let product = Product::start("timer-own", Hooks::Withheld)?;
    let panel = product.crm.panel()?;
    let variable = json!({ "name": "counter", "value": "0" });
    panel.send("POST", "variables", &variable)?;
    let twice = panel.send("POST", "variables", &json!({ "name": "Counter" }));
    assert!(twice.is_err(), "the name differs in case alone");
    let waiting = publish(&panel, json!([task_after("Отменено", 8, false)]))?;
    let count = json!({ "id": "t1", "kind": "change_variable", "settings": {
        "variable": "counter", "value": "{{ ({{global(counter)}}+1):calc }}" } });
    let note = json!({ "id": "t2", "kind": "create_task", "settings": {
        "text": "Всего {{global(counter)}}, {{start.kind}}", "task_type": 1,
        "period": { "amount": 1, "unit": "hours" } } });
    let own = json!({ "format": 2, "name": "Счётчик", "event": "own", "blocks": [
        { "id": "b1", "triggers": [count.clone(), note] }] });
    let own = panel.publish(&own)?;
    product.crm.hook(&changed(0))?;
    runs(&panel, waiting, 1)?;
    let off = panel.send(
        "PATCH",
        &format!("scenarios/{waiting}"),
        &json!({ "enabled": false }),
    )?;
    assert_eq!(off["enabled"], false);

    let cancel = json!({ "id": "t1", "kind": "cancel_delayed", "settings": {
        "job": { "scenario": waiting, "block": "b1", "trigger": "t1" } } });
    let mut count = count;
    count["id"] = json!("t2");
    let start = json!({ "id": "t3", "kind": "run_scenario", "settings": { "scenario": own } });
    let main = publish(&panel, json!([cancel, count, start]))?;
    product.crm.hook(&changed(7))?;
    let run = &runs(&panel, main, 1)?[0];
    let run = panel.run(run)?;
    let effects = run["blocks"][0]["effects"].as_array().context("effects")?;
    let done = effects.iter().filter(|it| it["outcome"] == "done").count();
    assert_eq!(done, 3, "{effects:?}");
    wait_for(&product, &["Всего 2, сценарий"])?;
    assert_eq!(
        panel.get("variables")?,
        json!([{ "name": "counter", "value": "2" }])
    );
    panel.send(
        "PATCH",
        &format!("scenarios/{waiting}"),
        &json!({ "enabled": true }),
    )?;
    std::thread::sleep(Duration::from_secs(9));
    assert_eq!(texts(&product)?.len(), 1, "the timer was cancelled");
    Ok(())
}

/// A47.
#[test]
fn what_waits_follows_the_edits_of_its_scenario_and_the_end_of_its_deal() -> Result<()> {
    let product = Product::start("timer-edit", Hooks::Withheld)?;
    let panel = product.crm.panel()?;
    let [edited, emptied, deleted] = [
        task_after("Старое", 8, false),
        task_after("Убрано", 8, false),
        task_after("Удалено", 8, false),
    ]
    .map(|task| publish(&panel, json!([task])));
    let (edited, emptied, deleted) = (edited?, emptied?, deleted?);
    product.crm.hook(&changed(0))?;
    product.crm.hook(&changed_of(GONE, 0))?;
    for id in [edited, emptied, deleted] {
        runs(&panel, id, 2)?;
    }
    let save = |id: u64, triggers: Json| -> Result<Json> {
        let path = format!("scenarios/{id}");
        let mut stored = panel.get(&path)?;
        stored["scenario"]["blocks"][0]["triggers"] = triggers;
        let saved = json!({ "version": stored["version"], "scenario": stored["scenario"] });
        panel.send("PUT", &path, &saved)
    };
    save(edited, json!([task_after("Новое", 8, false)]))?;
    save(emptied, json!([]))?;
    panel.status("DELETE", &format!("scenarios/{deleted}"), &json!({}))?;
    product.crm.delete_deal(GONE)?;
    wait_for(&product, &["Новое"])?;
    let ended = runs(&panel, edited, 4)?;
    let failed: Vec<_> = ended
        .iter()
        .filter(|run| run["status"] == "failed")
        .collect();
    let [failed] = failed.as_slice() else {
        anyhow::bail!("the run of the deleted deal fails: {ended:?}");
    };
    assert_eq!(panel.run(failed)?["problem"]["code"], 202);
    std::thread::sleep(LATER);
    assert_eq!(texts(&product)?, ["Новое"]);
    Ok(())
}

/// A46: the job was planned by the deal, and acts on its contact.
#[test]
fn a_scenario_of_the_contact_cancels_what_a_deal_planned_for_it() -> Result<()> {
    let product = Product::start("timer-contact", Hooks::Withheld)?;
    let panel = product.crm.panel()?;
    let mut task = task_after("Отменено", 8, false);
    task["target"] = json!("contact");
    let planned = publish(&panel, json!([task]))?;
    let cancel = json!({ "id": "t1", "kind": "cancel_delayed", "settings": {
        "job": { "scenario": planned, "block": "b1", "trigger": "t1" } } });
    let cancels = panel.publish(
        &json!({ "format": 2, "name": "Отмена", "event": "contact_changed",
        "blocks": [{ "id": "b1", "triggers": [cancel] }] }),
    )?;
    product.crm.hook(&changed(0))?;
    runs(&panel, planned, 1)?;
    let deal = product.crm.get(&format!("leads/{DEAL}?with=contacts"))?;
    let contact = deal["_embedded"]["contacts"][0]["id"].as_u64();
    product.crm.hook(&format!(
        "account[subdomain]=demo&account[id]=31000001&contacts[update][0][id]={}\
         &contacts[update][0][type]=contact&contacts[update][0][updated_at]=1760000007&contacts[update][0][name]=x",
        contact.context("a contact")?
    ))?;
    runs(&panel, cancels, 1)?;
    std::thread::sleep(Duration::from_secs(9));
    let tasks = product.crm.get("tasks?limit=250")?;
    let is_there = tasks.to_string().contains("Отменено");
    assert!(!is_there, "the job was cancelled");
    Ok(())
}

/// What waits is listed with what it will do; a manager lets one go at once and takes another away.
#[test]
fn what_waits_is_found_let_go_and_taken_away() -> Result<()> {
    let product = Product::start("timer-waiting", Hooks::Withheld)?;
    let panel = product.crm.panel()?;
    let mut contact = task_after("Контакту", 2000, false);
    (contact["id"], contact["target"]) = (json!("t2"), json!("contact"));
    let first = publish(&panel, json!([task_after("Сразу", 3000, false), contact]))?;
    let second = publish(&panel, json!([task_after("Никогда", 1000, false)]))?;
    product.crm.hook(&changed(0))?;
    product.crm.hook(&changed_of(GONE, 0))?;
    runs(&panel, first, 2)?;
    runs(&panel, second, 2)?;
    let all = waiting(&panel, "")?;
    let due: Vec<i64> = all.iter().filter_map(|it| it["due_at"].as_i64()).collect();
    assert!(due.is_sorted() && due.len() == 6, "{all:?}");
    let of_deal = waiting(&panel, &format!("kind=lead&entity={DEAL}"))?;
    assert_eq!(of_deal.len(), 3, "{of_deal:?}");
    assert_eq!(
        waiting(&panel, &format!("entity={DEAL}&scenario={second}"))?.len(),
        1
    );
    assert_eq!(
        waiting(&panel, &format!("kind=company&entity={DEAL}"))?.len(),
        0
    );
    let deal = product.crm.get(&format!("leads/{DEAL}?with=contacts"))?;
    let contact = deal["_embedded"]["contacts"][0]["id"].as_u64();
    let contact = format!("kind=contact&entity={}", contact.context("a contact")?);
    assert_eq!(
        waiting(&panel, &contact)?.len(),
        1,
        "it acts on the contact"
    );

    let [later, _, at_once] = of_deal.as_slice() else {
        anyhow::bail!("three wait: {of_deal:?}");
    };
    assert_eq!(at_once["trigger"]["settings"]["text"], "Сразу");
    assert_eq!(
        (&at_once["name"], &at_once["enabled"]),
        (&json!("Таймер"), &json!(true))
    );
    let path = |item: &Json, action: &str| format!("waiting/{}{action}", text(&item["id"]));
    let nothing = json!({});
    assert_eq!(panel.status("POST", &path(at_once, "/now"), &nothing)?, 204);
    assert_eq!(panel.status("DELETE", &path(later, ""), &nothing)?, 204);
    wait_for(&product, &["Сразу"])?;
    assert_eq!(
        panel.status("DELETE", &path(later, ""), &nothing)?,
        404,
        "twice"
    );
    assert_eq!(
        waiting(&panel, &format!("kind=lead&entity={DEAL}"))?.len(),
        1
    );

    assert_eq!(panel.status("POST", &path(at_once, "/now"), &nothing)?, 400);
    // One whose scenario is switched off stays, whatever button is pressed.
    let off = json!({ "enabled": false });
    panel.send("PATCH", &format!("scenarios/{second}"), &off)?;
    let left = waiting(&panel, &format!("scenario={second}"))?;
    let [left] = left.as_slice() else {
        anyhow::bail!("one of the second scenario waits: {left:?}");
    };
    assert_eq!(left["enabled"], false);
    assert_eq!(panel.status("POST", &path(left, "/now"), &nothing)?, 400);
    assert_eq!(waiting(&panel, &format!("scenario={second}"))?.len(), 1);
    assert_eq!(panel.status("GET", "waiting?after=x", &nothing)?, 400);
    Ok(())
}

fn waiting(panel: &Panel, query: &str) -> Result<Vec<Json>> {
    let page = panel.get(&format!("waiting?{query}"))?;
    page["items"].as_array().cloned().context("a list of items")
}

fn text(json: &Json) -> &str {
    json.as_str().unwrap_or_default()
}

#[test]
fn the_panel_knows_the_scenarios_and_is_told_of_a_circle() -> Result<()> {
    let product = Product::start("circle", Hooks::Withheld)?;
    let panel = product.crm.panel()?;
    let own = json!({ "format": 2, "name": "Круг", "event": "own", "blocks": [] });
    let id = panel.publish(&own)?;
    let again = json!({ "id": "t1", "kind": "run_scenario", "settings": { "scenario": id } });
    let mut round = own;
    round["blocks"] = json!([{ "id": "b1", "name": "Снова", "triggers": [again] }]);
    let version = &panel.get(&format!("scenarios/{id}"))?["version"];
    let save = json!({ "version": version, "scenario": round });
    let saved = panel.send("PUT", &format!("scenarios/{id}"), &save)?;
    let problems = saved["problems"].as_array().context("problems")?;
    let circle = problems.iter().find(|it| {
        it["detail"]
            .as_str()
            .is_some_and(|text| text.contains("круг"))
    });
    assert_eq!(circle.context("it is told")?["severity"], "warning");
    let known = &panel.get("dictionaries")?["scenarios"][0];
    assert_eq!(
        (&known["id"], &known["event"], &known["blocks"][0]["name"]),
        (&json!(id), &json!("own"), &json!("Снова"))
    );
    assert_eq!(known["blocks"][0]["triggers"][0]["kind"], "run_scenario");
    Ok(())
}

fn publish(panel: &Panel, triggers: Json) -> Result<u64> {
    let blocks = json!([{ "id": "b1", "triggers": triggers }]);
    panel.publish(
        &json!({ "format": 2, "name": "Таймер", "event": "lead_changed", "blocks": blocks }),
    )
}

/// A task in two seconds.
fn delayed(text: &str, overwrite: bool) -> Json {
    task_after(text, 2, overwrite)
}

fn task_after(text: &str, seconds: u64, overwrite: bool) -> Json {
    json!({ "id": "t1", "kind": "create_task",
        "timer": { "delay": { "amount": seconds, "unit": "seconds" }, "overwrite": overwrite },
        "settings": { "text": text, "task_type": 1, "period": { "amount": 1, "unit": "hours" } } })
}

fn changed(after_s: u64) -> String {
    changed_of(DEAL, after_s)
}

fn changed_of(deal: u64, after_s: u64) -> String {
    let at = 1_760_000_000 + after_s;
    format!(
        "account[subdomain]=demo&account[id]=31000001&leads[update][0][id]={deal}\
         &leads[update][0][updated_at]={at}&leads[update][0][name]=x"
    )
}

/// Waits for so many runs, all of them finished; newest first.
fn runs(panel: &Panel, scenario: u64, count: usize) -> Result<Vec<Json>> {
    let ask = || {
        let page = panel.get(&format!("scenarios/{scenario}/runs"))?;
        page["runs"].as_array().cloned().context("a list of runs")
    };
    eventually("finished runs", ask, |runs| {
        let finished = runs.iter().filter(|run| run["status"] != "running");
        runs.len() >= count && finished.count() >= count
    })
}

fn wait_for(product: &Product, tasks: &[&str]) -> Result<()> {
    eventually(
        "tasks of the deal",
        || texts(product),
        |texts| texts == tasks,
    )
    .map(drop)
}

/// Texts of the tasks of the deal, sorted.
fn texts(product: &Product) -> Result<Vec<String>> {
    let path = format!("tasks?filter[entity_type]=leads&filter[entity_id][]={DEAL}");
    let page = product.crm.get(&path)?;
    let tasks = page["_embedded"]["tasks"].as_array().cloned();
    let text = |task: &Json| task["text"].as_str().unwrap_or_default().to_owned();
    let mut texts: Vec<_> = tasks.unwrap_or_default().iter().map(text).collect();
    texts.sort();
    Ok(texts)
}
