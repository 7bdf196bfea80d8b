//! Several accounts on one server, and several servers on one database: each account for itself, everything once.

use std::{fs, process::Command, thread, time::Duration};

use anyhow::{Context, Result, ensure};
use serde_json::{Value as Json, json};
use tests::crm::Crm;
use tests::panel::Panel;
use tests::product::{Hooks, Product, eventually, is_shared};

/// A deal of the demo data.
const DEAL: u64 = 2_200_001;

#[test]
fn an_account_starts_sees_and_changes_nothing_of_another() -> Result<()> {
    let product = Product::start("accounts", Hooks::Sent)?;
    let neighbour = product.neighbour()?;
    let (own, other) = (product.crm.panel()?, neighbour.panel()?);
    let (one, two) = (publish(&own, "Первый")?, publish(&own, "Второй")?);
    let theirs = publish(&other, "Соседский")?;
    product
        .crm
        .send("PATCH", &format!("leads/{}", DEAL), &json!({ "price": 5 }))?;
    let run = eventually("a run", || runs(&own, two), |runs| runs.len() == 1)?[0]["id"].clone();
    ensure!(
        runs(&other, theirs)?.is_empty(),
        "a hook of another account started it"
    );
    eventually(
        "tasks",
        || tasks(&product.crm),
        |tasks| tasks == &["Второй", "Первый"],
    )?;
    ensure!(tasks(&neighbour)?.is_empty());

    neighbour.send("PATCH", &format!("leads/{}", DEAL), &json!({ "price": 6 }))?;
    eventually(
        "tasks",
        || tasks(&neighbour),
        |tasks| tasks == &["Соседский"],
    )?;
    ensure!(tasks(&product.crm)?.len() == 2 && runs(&own, one)?.len() == 1);
    let mut of = scenarios_of(&own)?;
    of.sort_unstable();
    ensure!(of == [one, two], "both scenarios ran for the deal: {of:?}");
    own.send("POST", "variables", &json!({ "name": "own" }))?;
    let order = json!({ "entity": "lead", "ids": [DEAL] });
    let start = own.send("POST", &format!("scenarios/{two}/starts"), &order)?["id"].clone();
    let waiting = waiting(&own)?;
    let foreign = Foreign {
        scenario: two,
        waiting: waiting.clone(),
        start: start.as_str().context("a start")?.to_owned(),
        run: run.as_str().context("a run with an identifier")?.to_owned(),
    };
    refused_everywhere(&other, &foreign)?;
    ensure!(own.get(&format!("scenarios/{two}"))?["scenario"]["name"] == "Второй");
    ensure!(
        own.get("waiting")?["items"][0]["id"] == waiting.as_str(),
        "it still waits"
    );
    Ok(())
}

/// Something that waits for an hour; its identifier.
fn waiting(panel: &Panel) -> Result<String> {
    let mut task = task("Отложенный");
    task["timer"] = json!({ "delay": { "amount": 1, "unit": "hours" } });
    let id = publish_block(panel, &task)?;
    let order = json!({ "entity": "lead", "ids": [DEAL] });
    panel.send("POST", &format!("scenarios/{id}/starts"), &order)?;
    let ask = || panel.get("waiting");
    let page = eventually("one that waits", ask, |page| {
        page["items"][0]["id"].is_string()
    })?;
    let id = page["items"][0]["id"].as_str();
    Ok(id.context("an identifier")?.to_owned())
}

/// Identifiers of another account.
struct Foreign {
    scenario: u64,
    run: String,
    start: String,
    waiting: String,
}

/// Calls each address of the panel with them.
fn refused_everywhere(other: &Panel, foreign: &Foreign) -> Result<()> {
    let routes = routes()?;
    for route in &routes {
        let path = route.trim_start_matches('/');
        match path {
            // These name nothing: what they reach is the account of the session.
            "session" | "stop" => {}
            "scenarios" => ensure!(other.get(path)?.as_array().map(Vec::len) == Some(1)),
            "statistics" => {
                let told = other.get(path)?;
                let scenarios = told["scenarios"].as_array().context("scenarios")?;
                ensure!(
                    scenarios.len() == 1 && scenarios[0]["name"] == "Соседский",
                    "{told}"
                );
                ensure!(told["used"]["triggers"] == 1, "{told}");
            }
            "waiting" => ensure!(other.get(path)?["items"] == json!([])),
            "variables" => ensure!(!other.get(path)?.to_string().contains("own")),
            "dictionaries" => {
                let told = other.get(path)?;
                ensure!(told["account"]["id"] == 31_000_002, "{}", told["account"]);
                ensure!(
                    !told["scenarios"].to_string().contains("Второй"),
                    "{}",
                    told["scenarios"]
                );
                ensure!(told["variables"] == json!([]), "{}", told["variables"]);
            }
            "search/leads" | "facts/{kind}/{id}" => {
                // amoCRM itself answers with what the account of the session has.
                let facts = other.get(&format!("facts/lead/{}", DEAL))?;
                ensure!(facts["lead"]["price"] == 6, "{}", facts["lead"]);
                ensure!(
                    facts["variables"] == json!([]) || facts["variables"] == json!({}),
                    "{facts}"
                );
            }
            "runs/of/{kind}/{id}" => {
                // The neighbour has a deal of the same number.
                let of = scenarios_of(other)?;
                ensure!(of.len() == 1, "{of:?}");
            }
            path => {
                let id = match path.split('/').next() {
                    Some("runs") => foreign.run.clone(),
                    Some("starts") => foreign.start.clone(),
                    Some("waiting") => foreign.waiting.clone(),
                    _ => foreign.scenario.to_string(),
                };
                every_method_is_refused(other, &path.replace("{id}", &id))?;
            }
        }
    }
    ensure!(routes.len() >= 14, "{routes:?}");
    Ok(())
}

/// Numbers of the scenarios that ran for the deal.
fn scenarios_of(panel: &Panel) -> Result<Vec<u64>> {
    let page = panel.get(&format!("runs/of/lead/{DEAL}"))?;
    let runs = page["runs"].as_array().context("runs")?;
    Ok(runs
        .iter()
        .filter_map(|run| run["scenario"].as_u64())
        .collect())
}

fn every_method_is_refused(other: &Panel, path: &str) -> Result<()> {
    let scenario = json!({ "format": 2, "name": "чужой", "event": "lead_changed", "blocks": [] });
    let bodies = [
        ("GET", json!(null)),
        ("POST", json!({ "entity": "lead", "ids": [DEAL] })),
        (
            "PUT",
            json!({ "version": 1, "scenario": scenario, "cron": "* * * * *", "stages": [] }),
        ),
        ("PATCH", json!({ "enabled": false })),
        ("DELETE", json!(null)),
    ];
    for (method, body) in bodies {
        let status = other.status(method, path, &body)?;
        ensure!(
            matches!(status, 404 | 405),
            "{method} {path} was answered with {status}"
        );
    }
    Ok(())
}

/// Every address below `/api`, as the server's own table has them: a new one is tried too.
fn routes() -> Result<Vec<String>> {
    let table = fs::read_to_string(tests::workspace().join("worker-server/src/http/router.rs"))?;
    let (_, api) = table
        .split_once("fn api()")
        .context("the table of the panel's addresses")?;
    let paths = api.split(".route(").skip(1);
    let path = |text: &str| text.split('"').nth(1).map(str::to_owned);
    paths.map(|text| path(text).context("an address")).collect()
}

#[test]
fn a_killed_server_is_followed_by_another_and_nothing_is_lost_or_done_twice() -> Result<()> {
    if !is_shared() {
        return Ok(());
    }
    let mut product = Product::start("followed", Hooks::Withheld)?;
    let id = publish(&product.crm.panel()?, "Один раз")?;
    let (address, _second) = product.another_server()?;
    let deals = deals(&product.crm, 30)?;
    for (turn, deal) in deals.iter().enumerate() {
        product.crm.hook(&changed(*deal))?;
        if turn == 15 {
            product.kill_server()?;
            product.crm.move_to(&address);
        }
    }
    let panel = product.crm.panel()?;
    let done = eventually("runs", || runs(&panel, id), |runs| all_done(runs, 30))?;
    ensure!(done.len() == 30, "{} runs", done.len());
    let tasks = tasks(&product.crm)?;
    ensure!(tasks.len() == 30, "{} tasks", tasks.len());
    Ok(())
}

#[test]
fn a_server_that_was_paused_finds_its_account_with_another_and_does_nothing_twice() -> Result<()> {
    if !is_shared() {
        return Ok(());
    }
    let mut product = Product::start("paused", Hooks::Withheld)?;
    let id = publish(&product.crm.panel()?, "Один раз")?;
    let (address, second) = product.another_server()?;
    let paused = product.server_process()?;
    let deals = deals(&product.crm, 21)?;
    let (last, deals) = deals.split_last().context("deals")?;
    for (turn, deal) in deals.iter().enumerate() {
        product.crm.hook(&changed(*deal))?;
        if turn == 5 {
            signal(paused, "-STOP")?;
            product.crm.move_to(&address);
        }
    }
    let panel = product.crm.panel()?;
    // The one that was paused does not tell that it is alive, so the other takes over after seconds.
    let done = eventually("runs", || runs(&panel, id), |runs| all_done(runs, 20));
    signal(paused, "-CONT")?;
    done.with_context(|| second.said())?;
    thread::sleep(Duration::from_secs(3));
    let tasks = tasks(&product.crm)?;
    ensure!(tasks.len() == 20, "{} tasks", tasks.len());
    // It goes on as the one that follows.
    drop(second);
    product.crm.move_to(&product.server);
    product.crm.hook(&changed(*last))?;
    let panel = product.crm.panel()?;
    eventually("runs", || runs(&panel, id), |runs| all_done(runs, 21)).map(drop)
}

fn signal(process: u32, signal: &str) -> Result<()> {
    let done = Command::new("kill")
        .arg(signal)
        .arg(process.to_string())
        .status()?;
    ensure!(done.success(), "{process} can't be sent {signal}");
    Ok(())
}

fn all_done(runs: &[Json], count: usize) -> bool {
    runs.len() == count && runs.iter().all(|run| run["status"] == "done")
}

fn publish(panel: &Panel, text: &str) -> Result<u64> {
    publish_block(panel, &task(text))
}

fn task(text: &str) -> Json {
    json!({ "id": "t1", "kind": "create_task",
        "settings": { "text": text, "task_type": 1, "period": { "amount": 1, "unit": "hours" } } })
}

fn publish_block(panel: &Panel, task: &Json) -> Result<u64> {
    let (name, block) = (
        &task["settings"]["text"],
        json!({ "id": "b1", "triggers": [task] }),
    );
    panel.publish(&json!({ "format": 2, "name": name, "event": "lead_changed", "blocks": [block] }))
}

/// So many new deals: each one is changed once, so that no frequency keeps a run away.
fn deals(crm: &Crm, count: usize) -> Result<Vec<u64>> {
    let new: Vec<Json> = (0..count)
        .map(|number| json!({ "name": format!("Сделка {number}") }))
        .collect();
    let made = crm.send("POST", "leads", &json!(new))?;
    let made = made["_embedded"]["leads"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    made.iter()
        .map(|deal| deal["id"].as_u64().context("a deal with a number"))
        .collect()
}

fn changed(deal: u64) -> String {
    format!(
        "account[subdomain]=demo&account[id]=31000001&leads[update][0][id]={deal}\
         &leads[update][0][updated_at]=1760000000&leads[update][0][name]=x"
    )
}

fn runs(panel: &Panel, scenario: u64) -> Result<Vec<Json>> {
    let page = panel.get(&format!("scenarios/{scenario}/runs"))?;
    page["runs"].as_array().cloned().context("a list of runs")
}

/// Texts of the tasks of the deals that the tests change, sorted.
fn tasks(crm: &Crm) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for page in 1.. {
        let found = crm.get(&format!(
            "tasks?limit=250&page={page}&filter[entity_type]=leads"
        ))?;
        let tasks = found["_embedded"]["tasks"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let of_tests = |text: &&str| ["Первый", "Второй", "Соседский", "Один раз"].contains(text);
        texts.extend(
            tasks
                .iter()
                .filter_map(|task| task["text"].as_str())
                .filter(of_tests)
                .map(str::to_owned),
        );
        if tasks.len() < 250 {
            break;
        }
    }
    texts.sort();
    Ok(texts)
}
