//! Starts by hand: a card, a list of up to 500, progress, stop, and a server that is killed meanwhile.

use anyhow::{Context, Result, ensure};
use serde_json::{Value as Json, json};
use tests::panel::Panel;
use tests::place::{Place, counts};
use tests::product::{Hooks, Product, eventually};
use tests::wire;

/// More than amoCRM's pace lets through in the time of a few calls.
const DEALS: usize = 40;

#[test]
fn a_list_starts_once_for_each_deal_although_the_server_is_killed() -> Result<()> {
    let mut product = Product::start("starts", Hooks::Withheld)?;
    let place = Place::find(&product)?;
    let deals = place.deals(&product, DEALS)?;
    let id = product.crm.panel()?.publish(&listed(&place))?;
    let twice: Vec<u64> = deals.iter().chain(&deals).copied().collect();
    let asked = order(
        &product.crm.panel()?,
        id,
        &json!({ "entity": "lead", "ids": twice }),
    )?;
    product.kill_server()?;
    product.start_server()?;
    let panel = product.crm.panel()?;
    let done = ended(&panel, &asked)?;
    ensure!(
        done["state"] == "done" && done["done"] == json!(DEALS),
        "{done}"
    );
    let found = counts(&product, &deals)?;
    ensure!(found.iter().all(|found| *found == (1, 0)), "{found:?}");
    // The runs know how they were started, and by whom.
    let runs = panel.get(&format!("scenarios/{id}/runs"))?;
    let run = panel.run(&runs["runs"][0])?;
    let facts = run["blocks"][0]["ground"]["facts"]
        .as_str()
        .context("facts")?;
    let facts: Json = serde_json::from_str(facts)?;
    ensure!(
        facts["start"] == json!({ "kind": "list", "user": 9_100_001 }),
        "{}",
        facts["start"]
    );
    let listed = panel.get(&format!("scenarios/{id}/starts"))?;
    ensure!(listed == json!([done]), "{listed}");
    Ok(())
}

#[test]
fn a_stopped_list_drops_the_rest_and_leaves_other_scenarios_alone() -> Result<()> {
    let product = Product::start("starts-stopped", Hooks::Withheld)?;
    let place = Place::find(&product)?;
    let deals = place.deals(&product, 3 * DEALS + 1)?;
    let (quiet, many) = deals.split_last().context("deals")?;
    let panel = product.crm.panel()?;
    // The tasks of each deal are a call of its own, so that the list takes a while.
    let mut slow = listed(&place);
    slow["blocks"][0]["triggers"][0]["settings"]["text"] = json!("Задач {{lead.tasks.open}}");
    let id = panel.publish(&slow)?;
    panel.publish(&place.scenario())?;
    let asked = order(&panel, id, &json!({ "entity": "lead", "ids": many }))?;
    product.crm.hook(&place.hook(*quiet, 1_760_003_600))?;
    let served = || counts(&product, &[*quiet]);
    eventually("another scenario has its turn", served, |it| {
        it == &[(1, 1)]
    })?;
    let stopped = panel.send("POST", &format!("starts/{asked}/stop"), &Json::Null)?;
    ensure!(
        stopped["stopped"].as_u64() > Some(0),
        "its turn came after the whole list: {stopped}"
    );
    let stopped = ended(&panel, &asked)?;
    ensure!(stopped["state"] == "stopped", "{stopped}");
    let tasks = |found: Vec<(usize, usize)>| found.into_iter().filter(|it| it.0 > 0).count();
    let before = tasks(counts(&product, many)?);
    ensure!(
        stopped["done"] == json!(before),
        "{before} tasks, but {stopped}"
    );
    ensure!(panel.get(&format!("scenarios/{id}"))?["enabled"] == true);
    // What is ordered anew starts again: for those that were stopped, and by a card for one.
    let card = json!({ "entity": "lead", "ids": [quiet], "from_card": true });
    let again = ended(&panel, &order(&panel, id, &card)?)?;
    ensure!(again["kind"] == "hand" && again["done"] == 1, "{again}");
    ensure!(tasks(counts(&product, many)?) == before);
    Ok(())
}

#[test]
fn what_can_t_be_started_by_hand_is_refused_in_words() -> Result<()> {
    let product = Product::start("starts-refused", Hooks::Withheld)?;
    let place = Place::find(&product)?;
    let panel = product.crm.panel()?;
    let (own, moved) = (
        panel.publish(&listed(&place))?,
        panel.publish(&place.scenario())?,
    );
    let many: Vec<u64> = (1..=501).collect();
    let wrong = [
        (
            own,
            json!({ "entity": "contact", "ids": [1] }),
            "запускается для сделок",
        ),
        (
            own,
            json!({ "entity": "lead", "ids": many }),
            "не больше чем для 500",
        ),
        (own, json!({ "entity": "lead", "ids": [] }), "Не выбрано"),
        (
            moved,
            json!({ "entity": "lead", "ids": [1] }),
            "запускается событием «Смена статуса сделки»",
        ),
    ];
    for (id, body, words) in wrong {
        refused(&panel, (id, &body), words)?;
    }
    panel.send(
        "PATCH",
        &format!("scenarios/{own}"),
        &json!({ "enabled": false }),
    )?;
    refused(
        &panel,
        (own, &json!({ "entity": "lead", "ids": [1] })),
        "выключен",
    )?;
    let nothing = panel.get(&format!("scenarios/{own}/starts"))?;
    ensure!(nothing == json!([]), "{nothing}");
    Ok(())
}

fn refused(panel: &Panel, (id, body): (u64, &Json), words: &str) -> Result<()> {
    let answer = panel.send("POST", &format!("scenarios/{id}/starts"), body);
    let said = answer.err().map(|error| format!("{error:#}"));
    ensure!(
        said.as_ref()
            .is_some_and(|said| said.contains("400") && said.contains(words)),
        "{body} was answered with {said:?}"
    );
    Ok(())
}

/// A scenario of deals that waits for nobody but a person: a task for each.
fn listed(place: &Place) -> Json {
    let mut scenario = place.scenario();
    scenario["name"] = json!("По списку");
    scenario["event"] = json!("own");
    scenario["format"] = json!(2);
    scenario["entity"] = json!("lead");
    if let Some(blocks) = scenario["blocks"].as_array_mut() {
        blocks.truncate(1);
    }
    scenario
}

fn order(panel: &Panel, id: u64, body: &Json) -> Result<String> {
    let made = panel.send("POST", &format!("scenarios/{id}/starts"), body)?;
    Ok(made["id"].as_str().context("a start")?.to_owned())
}

fn ended(panel: &Panel, start: &str) -> Result<Json> {
    let asked = || panel.get(&format!("starts/{start}"));
    eventually("the start has ended", asked, |start| {
        start["state"] != "running"
    })
}

#[test]
fn a_bot_waits_for_the_scenario_it_asks_for_and_goes_on_by_its_exit() -> Result<()> {
    let product = Product::start("starts-bot", Hooks::Withheld)?;
    let place = Place::find(&product)?;
    let deals = place.deals(&product, 2)?;
    let panel = product.crm.panel()?;
    let id = panel.publish(&listed(&place))?;
    product.crm.start_bot(deals[0])?;
    let told = || product.crm.told_bots();
    let success = ("success".to_owned(), 202);
    eventually("the bot goes on", told, |it| {
        it == std::slice::from_ref(&success)
    })?;
    ensure!(counts(&product, &deals)? == [(1, 0), (0, 0)]);
    let listed = panel.get(&format!("scenarios/{id}/starts"))?;
    ensure!(
        listed[0]["kind"] == "bot" && listed[0]["done"] == 1,
        "{listed}"
    );
    // A scenario that is off starts nothing, and the bot does not wait for ever.
    panel.send(
        "PATCH",
        &format!("scenarios/{id}"),
        &json!({ "enabled": false }),
    )?;
    product.crm.start_bot(deals[1])?;
    let both = [success, ("fail".to_owned(), 202)];
    eventually("the other exit", told, |it| it == &both)?;
    ensure!(counts(&product, &deals)? == [(1, 0), (0, 0)]);
    // Nobody else can ask in a bot's name.
    let forged = wire::post_form(
        &product.crm.bot_target(),
        "token=a.b.c&return_url=http://127.0.0.1:1/",
    )?;
    ensure!(
        forged == 401,
        "a forged question was answered with {forged}"
    );
    Ok(())
}

#[test]
fn a_hook_of_the_pipeline_starts_the_scenario_that_its_action_names() -> Result<()> {
    let product = Product::start("starts-pipeline", Hooks::Withheld)?;
    let place = Place::find(&product)?;
    let deals = place.deals(&product, 3)?;
    let panel = product.crm.panel()?;
    let (own, moved) = (
        panel.publish(&listed(&place))?,
        panel.publish(&place.scenario())?,
    );
    // In both forms that amoCRM uses; a scenario that the pipeline does not offer starts nothing.
    product.crm.hook(&action(deals[0], own, true))?;
    product.crm.hook(&action(deals[1], own, false))?;
    product.crm.hook(&action(deals[2], moved, true))?;
    product.crm.hook(&action(deals[0], own, true))?;
    let found = || counts(&product, &deals);
    eventually("both are served", found, |it| it[..2] == [(1, 0), (1, 0)])?;
    let runs = || panel.get(&format!("scenarios/{own}/runs"));
    let runs = eventually("both have ended", runs, |page| {
        page["runs"]
            .as_array()
            .is_some_and(|runs| runs.iter().all(|run| run["status"] == "done"))
    })?;
    let run = panel.run(&runs["runs"][0])?;
    let facts = run["blocks"][0]["ground"]["facts"]
        .as_str()
        .context("facts")?;
    let facts: Json = serde_json::from_str(facts)?;
    ensure!(
        facts["start"]["kind"] == "pipeline" && facts["event"]["code"] == "own",
        "{facts}"
    );
    ensure!(found()? == [(1, 0), (1, 0), (0, 0)]);
    Ok(())
}

#[test]
fn a_deal_that_comes_to_a_stage_starts_what_its_actions_name_and_each_change_once() -> Result<()> {
    let product = Product::start("starts-stage", Hooks::Sent)?;
    let place = Place::find(&product)?;
    let panel = product.crm.panel()?;
    let (own, moved) = (
        panel.publish(&listed(&place))?,
        panel.publish(&place.scenario())?,
    );
    let (stage, won) = (place.stage(), json!(142));
    let deals = [made(&product, &won)?, made(&product, &won)?];
    for (deal, json) in deals.iter().zip([false, true]) {
        // Stretched over the stage and the end; beside it amoCRM's own action tells what the account's hook tells too.
        product.crm.acts(&json!([
            { "pipeline_id": stage["pipeline"], "status_ids": [stage["status"], 143],
              "url": product.crm.hook_target(), "json": json, "settings": { "scenario_id": own.to_string() } },
            { "pipeline_id": stage["pipeline"], "status_ids": [stage["status"]], "url": product.crm.hook_target() },
        ]))?;
        product.crm.send(
            "PATCH",
            &format!("leads/{deal}"),
            &json!({ "status_id": stage["status"] }),
        )?;
        let served = || counts(&product, &[*deal]);
        eventually("both scenarios ran", served, |it| it == &[(2, 1)])?;
        let before = ran(&panel, moved)?;
        // It leaves the stretched action, which starts nothing; the change of the stage does.
        product.crm.send(
            "PATCH",
            &format!("leads/{deal}"),
            &json!({ "status_id": won }),
        )?;
        let after = || ran(&panel, moved);
        eventually("it left the stage", after, |it| *it > before)?;
    }
    let found = counts(&product, &deals)?;
    ensure!(found == [(2, 1), (2, 1)], "{found:?}");
    let runs = (ran(&panel, own)?, ran(&panel, moved)?);
    ensure!(runs == (2, 4), "{runs:?}");
    Ok(())
}

/// A new deal at a stage.
fn made(product: &Product, stage: &Json) -> Result<u64> {
    let new = json!([{ "name": "Сделка", "status_id": stage }]);
    let made = product.crm.send("POST", "leads", &new)?;
    made["_embedded"]["leads"][0]["id"]
        .as_u64()
        .context("a deal with a number")
}

fn ran(panel: &Panel, scenario: u64) -> Result<usize> {
    let page = panel.get(&format!("scenarios/{scenario}/runs"))?;
    Ok(page["runs"].as_array().context("a list of runs")?.len())
}

/// What the action «Триггеры» of a stage sends, as a form or as JSON.
fn action(deal: u64, scenario: u64, form: bool) -> String {
    match form {
        true => format!(
            "event%5Btype%5D=14&event%5Btype_code%5D=lead_status_changed&event%5Bdata%5D%5Bid%5D={deal}\
             &event%5Bdata%5D%5Belement_type%5D=2&event%5Btime%5D=1760003600\
             &action%5Bsettings%5D%5Bwidget%5D%5Bsettings%5D%5Bscenario_id%5D={scenario}\
             &subdomain=demo&account_id=31000001"
        ),
        false => json!({ "event": { "type": 1, "type_code": "lead_added", "time": 1_760_003_600,
                "data": { "id": deal, "element_type": 2 } },
            "action": { "settings": { "widget": { "settings": { "scenario_id": scenario.to_string() } } } },
            "subdomain": "demo", "account_id": 31_000_001 })
        .to_string(),
    }
}
