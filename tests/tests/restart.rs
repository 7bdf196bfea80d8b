//! The server is killed at random moments; nothing accepted is lost and nothing is done twice.

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value as Json, json};
use tests::panel::Panel;
use tests::product::{Hooks, Product, eventually};

/// How often the server is killed.
const KILLS: usize = 50;
/// A run takes about this long, so that kills fall before, into and after it; milliseconds.
const LONGEST_MS: u64 = 700;

/// Numbers that look random and are the same in every run of the test.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

#[test]
fn a_killed_server_loses_no_event_and_does_nothing_twice() -> Result<()> {
    let mut product = Product::start("restart", Hooks::Withheld)?;
    let place = Place::find(&product)?;
    let deals = place.deals(&product, KILLS)?;
    product.crm.panel()?.publish(&place.scenario())?;
    let mut random = Random(0x5DEE_CE66_D1CE_1234);
    for deal in &deals {
        product.crm.hook(&place.hook(*deal))?;
        std::thread::sleep(Duration::from_millis(random.below(LONGEST_MS)));
        product.kill_server()?;
        product.start_server()?;
    }
    eventually(
        "every deal has its task and note",
        || counts(&product, &deals),
        |found| found.iter().all(|(tasks, notes)| *tasks > 0 && *notes > 0),
    )?;
    settle(&product.crm.panel()?)?;
    for (deal, found) in deals.iter().zip(counts(&product, &deals)?) {
        assert_eq!(found, (1, 1), "tasks and notes of deal {deal}");
    }
    Ok(())
}

/// Waits until no run of the first scenario is under way.
fn settle(panel: &Panel) -> Result<()> {
    let id = panel.get("scenarios")?[0]["id"]
        .as_u64()
        .context("a scenario")?;
    let runs = || panel.get(&format!("scenarios/{id}/runs"));
    eventually("no run is under way", runs, |page| {
        let runs = page["runs"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        !runs.is_empty() && runs.iter().all(|run| run["status"] != "running")
    })?;
    Ok(())
}

/// Tasks and notes of each deal, as amoCRM has them.
fn counts(product: &Product, deals: &[u64]) -> Result<Vec<(usize, usize)>> {
    let tasks = all(product, "tasks")?;
    let notes = all(product, "leads/notes")?;
    let of = |list: &[Json], deal: u64| {
        list.iter()
            .filter(|it| it["entity_id"] == json!(deal))
            .count()
    };
    Ok(deals
        .iter()
        .map(|deal| (of(&tasks, *deal), of(&notes, *deal)))
        .collect())
}

fn all(product: &Product, path: &str) -> Result<Vec<Json>> {
    let noun = path.rsplit('/').next().unwrap_or(path);
    let page = product.crm.get(&format!("{path}?limit=250"))?;
    Ok(page["_embedded"][noun]
        .as_array()
        .cloned()
        .unwrap_or_default())
}

/// Where the deals of the test are.
struct Place {
    account: u64,
    pipeline: u64,
    status: u64,
}

impl Place {
    /// The first ordinary stage of the main pipeline.
    fn find(product: &Product) -> Result<Self> {
        let pipelines = product.crm.get("leads/pipelines")?;
        let main = &pipelines["_embedded"]["pipelines"][0];
        let statuses = main["_embedded"]["statuses"].as_array().context("stages")?;
        let stage = statuses
            .iter()
            .find(|it| it["type"] == 0)
            .context("an ordinary stage")?;
        Ok(Self {
            account: product.crm.account()?,
            pipeline: main["id"].as_u64().context("a pipeline")?,
            status: stage["id"].as_u64().context("a stage")?,
        })
    }

    fn deals(&self, product: &Product, count: usize) -> Result<Vec<u64>> {
        let deal = |n| json!({ "name": format!("Сделка {n}"), "pipeline_id": self.pipeline, "status_id": self.status });
        let made = product
            .crm
            .send("POST", "leads", &(0..count).map(deal).collect())?;
        let made = made["_embedded"]["leads"]
            .as_array()
            .context("created deals")?;
        made.iter()
            .map(|it| it["id"].as_u64().context("a deal with a number"))
            .collect()
    }

    /// Two blocks, so that a kill can also fall between two steps of a run.
    fn scenario(&self) -> Json {
        let stage = json!({ "path": "const.stage", "value": { "pipeline": self.pipeline, "status": self.status } });
        let condition = json!({ "id": "c1", "left": { "path": "lead.status" }, "operator": "eq", "right": stage });
        let task = json!({ "id": "t1", "kind": "create_task", "settings": {
            "text": "Позвонить по сделке {{lead.id}}", "task_type": 1, "period": { "amount": 1, "unit": "hours" } } });
        let note = json!({ "id": "t2", "kind": "add_note", "settings": { "text": "Обработана {{lead.name}}" } });
        json!({ "format": 1, "name": "Проверка", "event": "lead_status_changed", "blocks": [
            { "id": "b1", "name": "Задача", "conditions": [condition], "triggers": [task] },
            { "id": "b2", "name": "Примечание", "conditions": [condition], "triggers": [note] } ] })
    }

    fn hook(&self, deal: u64) -> String {
        format!(
            "account%5Bsubdomain%5D=demo&account%5Bid%5D={account}&leads%5Bstatus%5D%5B0%5D%5Bid%5D={deal}\
             &leads%5Bstatus%5D%5B0%5D%5Bstatus_id%5D={status}&leads%5Bstatus%5D%5B0%5D%5Bold_status_id%5D=1\
             &leads%5Bstatus%5D%5B0%5D%5Bpipeline_id%5D={pipeline}&leads%5Bstatus%5D%5B0%5D%5Bupdated_at%5D=1760003600",
            account = self.account,
            status = self.status,
            pipeline = self.pipeline,
        )
    }
}
