//! Work for a server under trial: deals, a scenario that leaves a task and a note at each, and hooks about them.

use anyhow::{Context, Result};
use serde_json::{Value as Json, json};

use crate::crm::Crm;
use crate::panel::Panel;
use crate::product::{Product, eventually};

/// Waits until no run of the first scenario is under way.
///
/// # Errors
/// When the server refuses, or a run does not end.
pub fn settle(panel: &Panel) -> Result<()> {
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
///
/// # Errors
/// When amoCRM refuses.
pub fn counts(product: &Product, deals: &[u64]) -> Result<Vec<(usize, usize)>> {
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
    let mut all = Vec::new();
    for number in 1.. {
        let page = product
            .crm
            .get(&format!("{path}?limit=250&page={number}"))?;
        let found = page["_embedded"][noun].as_array();
        let found = found.cloned().unwrap_or_default();
        let is_last = found.len() < 250;
        all.extend(found);
        if is_last {
            break;
        }
    }
    Ok(all)
}

/// Where the deals of the test are.
pub struct Place {
    account: u64,
    pipeline: u64,
    status: u64,
}

impl Place {
    /// The first ordinary stage of the main pipeline.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub fn find(product: &Product) -> Result<Self> {
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

    /// The stage, as conditions and timetables name it.
    #[must_use]
    pub fn stage(&self) -> Json {
        json!({ "pipeline": self.pipeline, "status": self.status })
    }

    /// Makes deals there; gives their numbers.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub fn deals(&self, product: &Product, count: usize) -> Result<Vec<u64>> {
        self.deals_at(&product.crm, count)
    }

    /// The same at another amoCRM with the same stages.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub fn deals_at(&self, crm: &Crm, count: usize) -> Result<Vec<u64>> {
        let deal = |n| json!({ "name": format!("Сделка {n}"), "pipeline_id": self.pipeline, "status_id": self.status });
        let mut made = Vec::new();
        let wanted: Vec<Json> = (0..count).map(deal).collect();
        for some in wanted.chunks(50) {
            let answer = crm.send("POST", "leads", &json!(some))?;
            let leads = answer["_embedded"]["leads"].as_array();
            made.extend(leads.context("created deals")?.iter().cloned());
        }
        made.iter()
            .map(|it| it["id"].as_u64().context("a deal with a number"))
            .collect()
    }

    /// Two blocks, so that a kill can also fall between two steps of a run.
    #[must_use]
    pub fn scenario(&self) -> Json {
        let stage = json!({ "path": "const.stage", "value": self.stage() });
        let condition = json!({ "id": "c1", "left": { "path": "lead.status" }, "operator": "eq", "right": stage });
        let task = json!({ "id": "t1", "kind": "create_task", "settings": {
            "text": "Позвонить по сделке {{lead.id}}", "task_type": 1, "period": { "amount": 1, "unit": "hours" } } });
        let note = json!({ "id": "t2", "kind": "add_note", "settings": { "text": "Обработана {{lead.name}}" } });
        json!({ "format": 1, "name": "Проверка", "event": "lead_status_changed", "blocks": [
            { "id": "b1", "name": "Задача", "conditions": [condition], "triggers": [task] },
            { "id": "b2", "name": "Примечание", "conditions": [condition], "triggers": [note] } ] })
    }

    /// What the action «отправить хук» of a stage sends about the same change: numbers alone, and no time.
    #[must_use]
    pub fn bare_hook(&self, deal: u64) -> String {
        format!(
            "leads%5Bstatus%5D%5B0%5D%5Bid%5D={deal}&leads%5Bstatus%5D%5B0%5D%5Bstatus_id%5D={status}\
             &leads%5Bstatus%5D%5B0%5D%5Bpipeline_id%5D={pipeline}&leads%5Bstatus%5D%5B0%5D%5Bold_status_id%5D=1\
             &leads%5Bstatus%5D%5B0%5D%5Bold_pipeline_id%5D={pipeline}\
             &account%5Bid%5D={account}&account%5Bsubdomain%5D=demo",
            status = self.status,
            pipeline = self.pipeline,
            account = self.account,
        )
    }

    /// The body that tells of a changed stage; `at` in Unix seconds tells apart bodies about the same deal.
    #[must_use]
    pub fn hook(&self, deal: u64, at: u64) -> String {
        format!(
            "account%5Bsubdomain%5D=demo&account%5Bid%5D={account}&leads%5Bstatus%5D%5B0%5D%5Bid%5D={deal}\
             &leads%5Bstatus%5D%5B0%5D%5Bstatus_id%5D={status}&leads%5Bstatus%5D%5B0%5D%5Bold_status_id%5D=1\
             &leads%5Bstatus%5D%5B0%5D%5Bpipeline_id%5D={pipeline}&leads%5Bstatus%5D%5B0%5D%5Bupdated_at%5D={at}",
            account = self.account,
            status = self.status,
            pipeline = self.pipeline,
        )
    }
}
