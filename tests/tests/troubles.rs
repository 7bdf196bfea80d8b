//! amoCRM is slow, broken or refuses: nothing is lost, nothing is done twice, and the log says why.

use anyhow::{Context, Result, ensure};
use serde_json::{Value as Json, json};
use tests::panel::Panel;
use tests::product::{Hooks, Product, eventually};

/// A deal of the demo data.
const DEAL: u64 = 2_200_003;

#[test]
fn a_breakdown_while_facts_are_read_only_delays_the_run() -> Result<()> {
    let story = Story::begin("reads-fail")?;
    story.goes_wrong(&json!([
        { "method": "GET", "path": "/leads/", "status": 502, "times": 3 },
        { "method": "GET", "path": "/leads/", "status": 429, "times": 2 },
    ]))?;
    ensure!(story.outcomes()? == [json!("done"), json!("done")]);
    story.has_one_task_and_one_note()
}

#[test]
fn a_lost_answer_to_a_creation_makes_no_second_one() -> Result<()> {
    let story = Story::begin("lost-answer")?;
    story.goes_wrong(&json!([
        { "method": "POST", "path": "/tasks", "status": 504, "times": 1, "done": true },
        { "method": "POST", "path": "/notes", "status": 503, "times": 1 },
    ]))?;
    ensure!(story.outcomes()? == [json!("done"), json!("done")]);
    story.has_one_task_and_one_note()
}

#[test]
fn a_token_that_is_not_valid_any_more_fails_the_effect_with_its_code() -> Result<()> {
    let story = Story::begin("unauthorized")?;
    story
        .goes_wrong(&json!([{ "method": "POST", "path": "/tasks", "status": 401, "times": 9 }]))?;
    ensure!(story.outcomes()? == [json!("failed"), json!("done")]);
    let effects = story.effects()?;
    ensure!(effects[0]["problem"]["code"] == 302, "{effects}");
    Ok(())
}

#[test]
fn a_refusal_keeps_amocrms_own_words() -> Result<()> {
    let story = Story::begin("forbidden")?;
    story
        .goes_wrong(&json!([{ "method": "POST", "path": "/notes", "status": 403, "times": 9 }]))?;
    ensure!(story.outcomes()? == [json!("done"), json!("failed")]);
    let effects = story.effects()?;
    let problem = &effects[1]["problem"];
    ensure!(problem["code"] == 304, "{effects}");
    ensure!(
        problem["detail"] == "A fault that was asked for",
        "{effects}"
    );
    Ok(())
}

/// A task and a note for a changed deal.
struct Story {
    product: Product,
    panel: Panel,
    scenario: u64,
}

impl Story {
    fn begin(name: &str) -> Result<Self> {
        let product = Product::start(name, Hooks::Withheld)?;
        let panel = product.crm.panel()?;
        let task = json!({ "id": "t1", "kind": "create_task", "settings": {
            "text": "Позвонить", "responsible": 9_100_002, "task_type": 1,
            "period": { "amount": 1, "unit": "hours" } } });
        let note =
            json!({ "id": "t2", "kind": "add_note", "settings": { "text": "{{lead.name}}" } });
        let scenario = panel.publish(&json!({
            "format": 1, "name": name, "event": "lead_changed",
            "blocks": [{ "id": "b1", "triggers": [task, note] }],
        }))?;
        Ok(Self {
            product,
            panel,
            scenario,
        })
    }

    /// The deal changes while amoCRM has trouble.
    fn goes_wrong(&self, rules: &Json) -> Result<()> {
        self.product.crm.fails(rules)?;
        self.product.crm.hook(&format!(
            "account[subdomain]=demo&account[id]=31000001&leads[update][0][id]={DEAL}\
             &leads[update][0][last_modified]=1760000000&leads[update][0][name]=A"
        ))
    }

    /// Effects of the run, as soon as it has ended.
    fn effects(&self) -> Result<Json> {
        let path = format!("scenarios/{}/runs", self.scenario);
        let ended = |page: &Json| {
            let status = page["runs"][0]["status"].as_str();
            status.is_some_and(|it| ["done", "failed"].contains(&it))
        };
        let page = eventually("the run ends", || self.panel.get(&path), ended)?;
        let detail = self.panel.run(&page["runs"][0])?;
        Ok(detail["blocks"][0]["effects"].clone())
    }

    fn outcomes(&self) -> Result<Vec<Json>> {
        let effects = self.effects()?;
        let effects = effects.as_array().context("effects")?;
        Ok(effects.iter().map(|it| it["outcome"].clone()).collect())
    }

    fn has_one_task_and_one_note(&self) -> Result<()> {
        let tasks = format!("tasks?filter[entity_type]=leads&filter[entity_id]={DEAL}&limit=250");
        let tasks = self.product.crm.get(&tasks)?;
        let tasks = tasks["_embedded"]["tasks"]
            .as_array()
            .map_or(&[][..], Vec::as_slice);
        let ours = tasks.iter().filter(|it| it["text"] == "Позвонить").count();
        let notes = self.product.crm.get(&format!("leads/{DEAL}/notes"))?;
        let notes = notes["_embedded"]["notes"].as_array().map_or(0, Vec::len);
        ensure!((ours, notes) == (1, 1), "{ours} tasks and {notes} notes");
        Ok(())
    }
}
