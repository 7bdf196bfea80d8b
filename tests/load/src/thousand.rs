//! A thousand deals at amoCRM's seven calls a second: by a list, by separate hooks, and with one call for each change.

use std::collections::{BTreeMap, VecDeque};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value as Json, json};
use tests::crm::Crm;
use tests::place::Place as Stage;
use tests::product::{Hooks, Product};

use crate::amounts::Amounts;
use crate::database::{Look, Place};
use crate::{ours, story};

/// Deals of one list (R453).
const LIST: usize = 500;
/// Hooks that are sent side by side.
const SENDERS: usize = 16;
/// A little more than a second, in which no more than seven calls leave.
const WINDOW: (usize, Duration) = (7, Duration::from_millis(1_050));
/// How often progress is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// The longest that anything may take.
const PATIENCE: Duration = Duration::from_secs(300);
/// The account of those who make one call for each change.
const SLOW: (u64, &str) = (31_000_003, "00112233445566778899aabbccddeeff");

/// What is written to each deal.
struct Wish {
    field: u64,
    user: u64,
}

/// What a way took.
struct Took {
    deals: usize,
    calls: usize,
    seconds: f64,
}

/// Prints what each way takes, and compares what amoCRM has afterwards, deal by deal.
///
/// # Errors
/// When something does not end, or a deal differs.
pub fn measure(place: &Place, amounts: &Amounts) -> Result<()> {
    let product = ours::start_with_hooks(place, "thousand")?;
    let stage = Stage::find(&product)?;
    let wish = Wish::find(&product.crm)?;
    // Both begin to count at nought, so that they are equal afterwards.
    let (listed, told) = (
        stage.deals(&product, amounts.deals)?,
        stage.deals(&product, amounts.deals)?,
    );
    let list = by_list(&product, &wish, &listed)?;
    let hooks = by_hooks(&product, (&stage, &wish), &told)?;
    let slow = Crm::start(SLOW, &product.server, Hooks::Withheld, product.folder())?;
    let (one_by_one, changed) = one_by_one(&slow, &stage, &wish, amounts.slow)?;
    let wanted = seen(&slow, &wish, &changed)?;
    for deals in [&listed, &told] {
        compare(&seen(&product.crm, &wish, &deals[..amounts.slow])?, &wanted)?;
    }
    drop(slow);
    print(amounts, &list, &hooks, &one_by_one);
    ours::end(product)
}

fn print(amounts: &Amounts, list: &Took, hooks: &Took, slow: &Took) {
    let per_deal = |took: &Took| took.seconds / took.deals as f64 * 1_000.0;
    let row = |name: &str, took: &Took| {
        let each = story::times(per_deal(slow), per_deal(took));
        let calls = took.calls.to_string();
        let seconds = format!("{:.1} s", took.seconds);
        vec![
            name.to_owned(),
            took.deals.to_string(),
            calls,
            seconds,
            each,
        ]
    };
    story::table(
        &format!(
            "Three fields, a tag, a responsible user and a task of each deal; {} deals are equal on both sides",
            amounts.slow
        ),
        &[
            "how they are started",
            "deals",
            "calls",
            "time",
            "times as fast",
        ],
        &[
            row("lists of 500", list),
            row("separate hooks", hooks),
            row("one call for each change", slow),
        ],
    );
    if amounts.deals == 1_000 {
        let goal = |what: &str, took: &Took, calls, seconds: f64| {
            let met = took.calls <= calls && took.seconds <= seconds;
            story::goal(
                &format!("{what}: at most {calls} calls and {seconds} s"),
                met,
            );
        };
        goal("lists", list, 80, 15.0);
        goal("hooks", hooks, 120, 25.0);
    }
}

impl Wish {
    /// A field of text and a user who is not responsible yet.
    fn find(crm: &Crm) -> Result<Self> {
        let fields = crm.get("leads/custom_fields?limit=250")?;
        let fields = fields["_embedded"]["custom_fields"].as_array();
        let text = fields
            .context("fields")?
            .iter()
            .find(|it| it["type"] == "text");
        let users = crm.get("users")?;
        Ok(Self {
            field: text
                .and_then(|it| it["id"].as_u64())
                .context("a field of text")?,
            user: users["_embedded"]["users"][1]["id"]
                .as_u64()
                .context("a second user")?,
        })
    }

    /// The scenario for an event.
    fn scenario(&self, event: &str) -> Json {
        let field = |id: &str, field: &str, value: &str| json!({ "id": id, "kind": "change_lead_fields", "settings": { "fields": [{ "field": field, "value": value }] } });
        let condition = json!({ "id": "c1", "left": { "path": "lead.budget" }, "operator": "eq",
            "right": { "path": "const.number", "value": 0 } });
        let triggers = json!([
            field("t1", "name", "Опт: {{lead.name}}"),
            field("t2", "budget", "1500"),
            field("t3", &format!("cf({})", self.field), "{{lead.name}}"),
            { "id": "t4", "kind": "change_tags", "settings": { "mode": "add", "tags": "опт" } },
            { "id": "t5", "kind": "change_responsible", "settings": { "user": self.user } },
            { "id": "t6", "kind": "create_task", "settings": { "text": "Позвонить: {{lead.name}}", "task_type": 1,
                "period": { "amount": 1, "unit": "hours" } } },
        ]);
        let mut scenario = json!({ "format": 2, "name": event, "event": event,
            "blocks": [{ "id": "b1", "conditions": [condition], "triggers": triggers }] });
        if event == "own" {
            scenario["entity"] = json!("lead");
        }
        scenario
    }

    /// The same, each as a call: where it goes and what is sent. Later triggers see the new name.
    fn calls(&self, deal: u64, name: &str) -> Vec<(&'static str, String, Json)> {
        let name = format!("Опт: {name}");
        let change = |body: Json| ("PATCH", format!("leads/{deal}"), body);
        let custom = json!([{ "field_id": self.field, "values": [{ "value": name }] }]);
        let task = json!([{ "text": format!("Позвонить: {name}"), "task_type_id": 1, "entity_id": deal, "entity_type": "leads",
            "complete_till": ours::now_ms() / 1000 + 3600, "responsible_user_id": self.user }]);
        vec![
            change(json!({ "name": name })),
            change(json!({ "price": 1500 })),
            change(json!({ "custom_fields_values": custom })),
            change(json!({ "tags_to_add": [{ "name": "опт" }] })),
            change(json!({ "responsible_user_id": self.user })),
            ("POST", "tasks".to_owned(), task),
        ]
    }
}

fn by_list(product: &Product, wish: &Wish, deals: &[u64]) -> Result<Took> {
    let panel = product.crm.panel()?;
    let id = panel.publish(&wish.scenario("own"))?;
    let (before, begun) = (product.crm.calls("")?.len(), Instant::now());
    let mut starts = Vec::new();
    for list in deals.chunks(LIST) {
        let body = json!({ "entity": "lead", "ids": list });
        let start = panel.send("POST", &format!("scenarios/{id}/starts"), &body)?;
        starts.push(start["id"].as_str().context("a start")?.to_owned());
    }
    for start in starts {
        let start = until(|| {
            let start = panel.get(&format!("starts/{start}"))?;
            Ok((start["state"] != "running").then_some(start))
        })?;
        ensure!(start["state"] == "done" && start["failed"] == 0, "{start}");
    }
    took(product, deals.len(), before, begun)
}

fn by_hooks(product: &Product, (stage, wish): (&Stage, &Wish), deals: &[u64]) -> Result<Took> {
    let id = product
        .crm
        .panel()?
        .publish(&wish.scenario("lead_status_changed"))?;
    let mut look = Look::at(&product.database_url())?;
    let done = format!(
        "select count(*) from run where scenario_id = {id} and state = 'done' and failures = 0"
    );
    let (before, begun) = (product.crm.calls("")?.len(), Instant::now());
    thread::scope(|scope| {
        let share = deals.len().div_ceil(SENDERS);
        let send = |some: &[u64]| -> Result<()> {
            some.iter()
                .try_for_each(|deal| product.crm.hook(&stage.hook(*deal, 1_760_003_600)))
        };
        let senders: Vec<_> = deals
            .chunks(share)
            .map(|some| scope.spawn(move || send(some)))
            .collect();
        let ended = senders
            .into_iter()
            .map(|it| it.join().unwrap_or_else(|_| Ok(())));
        ended.collect::<Result<()>>()
    })?;
    println!(
        "\n{} hooks were accepted within {:.1} s.",
        deals.len(),
        begun.elapsed().as_secs_f64()
    );
    until(|| Ok((look.number(&done)? == i64::try_from(deals.len())?).then_some(())))?;
    took(product, deals.len(), before, begun)
}

fn took(product: &Product, deals: usize, before: usize, begun: Instant) -> Result<Took> {
    let seconds = begun.elapsed().as_secs_f64();
    Ok(Took {
        deals,
        calls: product.crm.calls("")?.len() - before,
        seconds,
    })
}

/// One call after another for each change, as many a second as amoCRM lets through.
fn one_by_one(crm: &Crm, stage: &Stage, wish: &Wish, count: usize) -> Result<(Took, Vec<u64>)> {
    let deals = stage.deals_at(crm, count)?;
    sleep(WINDOW.1);
    let (mut left, mut calls, begun) = (VecDeque::new(), 0, Instant::now());
    for (index, deal) in deals.iter().enumerate() {
        for (method, path, body) in wish.calls(*deal, &format!("Сделка {index}")) {
            if left.len() == WINDOW.0 {
                let oldest: Instant = left.pop_front().context("a call")?;
                sleep(WINDOW.1.saturating_sub(oldest.elapsed()));
            }
            left.push_back(Instant::now());
            crm.send(method, &path, &body)?;
            calls += 1;
        }
    }
    let took = Took {
        deals: count,
        calls,
        seconds: begun.elapsed().as_secs_f64(),
    };
    Ok((took, deals))
}

/// What amoCRM shows of deals in their order, without numbers and times.
fn seen(crm: &Crm, wish: &Wish, deals: &[u64]) -> Result<Vec<Json>> {
    let leads = by_number(all(crm, "leads", "leads")?, "id");
    let tasks = by_number(all(crm, "tasks", "tasks")?, "entity_id");
    let own = |deal: &u64| {
        let lead = leads
            .get(deal)
            .and_then(|it| it.first())
            .context("a deal")?;
        let fields = lead["custom_fields_values"]
            .as_array()
            .into_iter()
            .flatten();
        let field: Vec<&Json> = fields
            .filter(|it| it["field_id"] == wish.field)
            .map(|it| &it["values"])
            .collect();
        let tags = lead["_embedded"]["tags"].as_array().into_iter().flatten();
        let tags: Vec<&Json> = tags.map(|it| &it["name"]).collect();
        let tasks = tasks.get(deal).into_iter().flatten();
        let tasks: Vec<Json> = tasks
            .map(|it| json!([it["text"], it["task_type_id"], it["responsible_user_id"]]))
            .collect();
        Ok(
            json!({ "name": lead["name"], "price": lead["price"], "field": field, "tags": tags,
            "responsible": lead["responsible_user_id"], "tasks": tasks }),
        )
    };
    deals.iter().map(own).collect()
}

fn compare(found: &[Json], wanted: &[Json]) -> Result<()> {
    for (index, (found, wanted)) in found.iter().zip(wanted).enumerate() {
        ensure!(found == wanted, "deal {index}: {found} is not {wanted}");
    }
    Ok(())
}

fn by_number(list: Vec<Json>, key: &str) -> BTreeMap<u64, Vec<Json>> {
    let mut all: BTreeMap<u64, Vec<Json>> = BTreeMap::new();
    for item in list {
        if let Some(number) = item[key].as_u64() {
            all.entry(number).or_default().push(item);
        }
    }
    all
}

fn all(crm: &Crm, path: &str, noun: &str) -> Result<Vec<Json>> {
    let mut all = Vec::new();
    for page in 1.. {
        let answer = crm.get(&format!("{path}?limit=250&page={page}"))?;
        let found = answer["_embedded"][noun]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let is_last = found.len() < 250;
        all.extend(found);
        if is_last {
            break;
        }
    }
    Ok(all)
}

fn until<T>(mut ask: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask()? {
            return Ok(answer);
        }
        ensure!(begun.elapsed() < PATIENCE, "it does not end");
        sleep(LOOK_EVERY);
    }
}
