//! Scenarios that the clock starts: at their minute, for the deals of their stages, also if the server was down then.

use std::time::{Duration, SystemTime};

use anyhow::{Result, ensure};
use serde_json::{Value as Json, json};
use tests::panel::Panel;
use tests::place::{Place, counts};
use tests::product::{Hooks, Product, eventually};

#[test]
fn a_timetable_that_fell_due_while_the_server_was_down_starts_once() -> Result<()> {
    let mut product = Product::start("timetable", Hooks::Withheld)?;
    let place = Place::find(&product)?;
    let deals = place.deals(&product, 3)?;
    let panel = product.crm.panel()?;
    let id = panel.publish(&scenario("Каждую минуту", "own"))?;
    let stage = place.stage();
    let path = format!("scenarios/{id}/timetable");
    ensure!(panel.get(&path)? == Json::Null);
    let planned = panel.send(
        "PUT",
        &path,
        &json!({ "cron": "* * * * *", "stages": [stage] }),
    )?;
    let times: Vec<u64> = serde_json::from_value(planned["times"].clone())?;
    ensure!(
        times.windows(2).all(|pair| pair[1] - pair[0] == 60) && times.len() == 5,
        "{planned}"
    );
    ensure!(panel.get(&path)? == planned);
    product.kill_server()?;
    sleep_until(times[0] + 1)?;
    product.start_server()?;
    let panel = product.crm.panel()?;
    let starts = || panel.get(&format!("scenarios/{id}/starts"));
    let first = eventually("the deals are started", starts, |all| {
        all[0]["state"] == "done"
    })?;
    ensure!(
        first[0]["kind"] == "clock" && first[0]["total"].as_u64() >= Some(3),
        "{first}"
    );
    ensure!(counts(&product, &deals)? == [(1, 0); 3]);
    ensure!(panel.get(&path)?["times"][0].as_u64() > Some(times[0]));
    let gone = panel.status("DELETE", &path, &Json::Null)?;
    ensure!(gone == 204 && panel.get(&path)? == Json::Null);
    Ok(())
}

#[test]
fn what_can_t_be_a_timetable_is_refused_in_words() -> Result<()> {
    let product = Product::start("timetable-refused", Hooks::Withheld)?;
    let stage = Place::find(&product)?.stage();
    let panel = product.crm.panel()?;
    let own = panel.publish(&scenario("Свой", "own"))?;
    let moved = panel.publish(&scenario("На этап", "lead_status_changed"))?;
    let wrong = [
        (
            own,
            json!({ "cron": "в девять", "stages": [stage] }),
            "не читается",
        ),
        (
            own,
            json!({ "cron": "0 0 31 2 *", "stages": [stage] }),
            "не наступит никогда",
        ),
        (
            own,
            json!({ "cron": "0 9 * * *", "stages": [] }),
            "от одного до 100 этапов",
        ),
        (
            own,
            json!({ "cron": "0 9 * * *", "stages": [{ "pipeline": 1, "status": 2 }] }),
            "нет этапа 2",
        ),
        (
            moved,
            json!({ "cron": "0 9 * * *", "stages": [stage] }),
            "«На этап» не запускается по расписанию",
        ),
    ];
    for (id, body, words) in wrong {
        refused(&panel, (id, &body), words)?;
    }
    Ok(())
}

fn refused(panel: &Panel, (id, body): (u64, &Json), words: &str) -> Result<()> {
    let answer = panel.send("PUT", &format!("scenarios/{id}/timetable"), body);
    let said = answer.err().map(|error| format!("{error:#}"));
    let fits = said
        .as_ref()
        .is_some_and(|said| said.contains("400") && said.contains(words));
    ensure!(fits, "{body} was answered with {said:?}");
    Ok(())
}

fn scenario(name: &str, event: &str) -> Json {
    let task = json!({ "id": "t1", "kind": "create_task", "settings": {
        "text": "По расписанию", "task_type": 1, "period": { "amount": 1, "unit": "hours" } } });
    let mut scenario = json!({ "format": 2, "name": name, "event": event,
        "blocks": [{ "id": "b1", "triggers": [task] }] });
    if event == "own" {
        scenario["entity"] = json!("lead");
    }
    scenario
}

fn sleep_until(second: u64) -> Result<()> {
    let now = SystemTime::UNIX_EPOCH.elapsed()?;
    let left = Duration::from_secs(second).checked_sub(now);
    std::thread::sleep(left.unwrap_or_default());
    Ok(())
}
