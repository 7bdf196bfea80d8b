//! Limits of an account (R450, R451) and what its variables are called, seen through the panel's interface.

use anyhow::{Context, Result};
use serde_json::{Value as Json, json};
use tests::panel::Panel;
use tests::product::{Hooks, Product};

fn scenario(name: &str, event: &str) -> Json {
    let note = json!({ "id": "t1", "kind": "add_note", "settings": { "text": "Привет" } });
    json!({ "format": 2, "name": name, "event": event,
        "blocks": [{ "id": "b1", "name": "Блок", "triggers": [note] }] })
}

/// The text of a refusal.
fn refused(answer: Result<Json>) -> String {
    match answer {
        Ok(answer) => panic!("it is not refused: {answer}"),
        Err(error) => format!("{error:#}"),
    }
}

fn switch(panel: &Panel, id: u64, on: bool) -> Result<Json> {
    let change = json!({ "enabled": on });
    panel.send("PATCH", &format!("scenarios/{id}"), &change)
}

fn save(panel: &Panel, id: u64, scenario: &Json) -> Result<Json> {
    let version = panel.get(&format!("scenarios/{id}"))?["version"].clone();
    let save = json!({ "version": version, "scenario": scenario });
    panel.send("PUT", &format!("scenarios/{id}"), &save)
}

fn created(panel: &Panel, scenario: &Json) -> Result<u64> {
    let made = json!({ "name": scenario["name"], "event": scenario["event"] });
    let id = panel.send("POST", "scenarios", &made)?["id"].as_u64();
    let id = id.context("a number")?;
    save(panel, id, scenario)?;
    Ok(id)
}

/// R451, A54.
#[test]
fn a_fourth_scenario_of_changes_is_refused_until_one_of_the_three_is_switched_off() -> Result<()> {
    let product = Product::start("limit-changed", Hooks::Withheld)?;
    let panel = product.crm.panel()?;
    let first = panel.publish(&scenario("Один", "contact_changed"))?;
    panel.publish(&scenario("Два", "contact_changed"))?;
    panel.publish(&scenario("Три", "contact_changed"))?;
    panel.publish(&scenario("Другое событие", "lead_changed"))?;
    let fourth = created(&panel, &scenario("Четыре", "contact_changed"))?;
    let shown = panel.get(&format!("scenarios/{fourth}"))?;
    let problem = &shown["problems"][0];
    assert_eq!(
        (&problem["code"], &problem["severity"]),
        (&json!(602), &json!("warning"))
    );
    let text = refused(switch(&panel, fourth, true));
    for part in [
        "422",
        "limit",
        "Код 602",
        "«Один», «Два», «Три»",
        "Выключите",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(panel.get(&format!("scenarios/{fourth}"))?["enabled"], false);

    // An enabled one of another event can't become the fourth either.
    let moved = panel.publish(&scenario("Пять", "contact_added"))?;
    let text = refused(save(&panel, moved, &scenario("Пять", "contact_changed")));
    assert!(text.contains("602") && text.contains("«Один»"), "{text}");
    assert_eq!(
        panel.get(&format!("scenarios/{moved}"))?["scenario"]["event"],
        "contact_added"
    );

    switch(&panel, first, false)?;
    assert_eq!(switch(&panel, fourth, true)?["enabled"], true);
    refused(switch(&panel, first, true));
    // The three themselves can be saved and switched on again.
    save(
        &panel,
        fourth,
        &scenario("Четыре и более", "contact_changed"),
    )?;
    switch(&panel, fourth, true)?;
    Ok(())
}

/// R450, A54.
#[test]
fn the_hundred_and_first_scenario_is_refused_with_its_number() -> Result<()> {
    let product = Product::start("limit-all", Hooks::Withheld)?;
    let panel = product.crm.panel()?;
    let new = json!({ "name": "Ещё один", "event": "lead_added" });
    for _ in 0..100 {
        panel.send("POST", "scenarios", &new)?;
    }
    let text = refused(panel.send("POST", "scenarios", &new));
    for part in ["422", "limit", "Код 602", "уже 100 сценариев", "Удалите"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(panel.get("scenarios")?.as_array().map(Vec::len), Some(100));
    Ok(())
}

/// R368: a scenario can't be saved with a variable that nobody created.
#[test]
fn a_variable_has_to_be_created_before_a_scenario_names_it() -> Result<()> {
    let product = Product::start("limit-names", Hooks::Withheld)?;
    let panel = product.crm.panel()?;
    let mut counting = scenario("Счётчик", "own");
    counting["blocks"][0]["triggers"][0]["settings"]["text"] = json!("{{global(counter)}}");
    let made = json!({ "name": "Счётчик", "event": "own" });
    let id = panel.send("POST", "scenarios", &made)?["id"].as_u64();
    let id = id.context("a number")?;
    let text = refused(save(&panel, id, &counting));
    assert!(text.contains("209") && text.contains("counter"), "{text}");
    panel.send("POST", "variables", &json!({ "name": "counter" }))?;
    save(&panel, id, &counting)?;
    assert_eq!(panel.get("dictionaries")?["variables"], json!(["counter"]));
    Ok(())
}
