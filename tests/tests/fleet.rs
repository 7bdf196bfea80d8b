//! Scenarios compiled together decide as each row by itself does, and prepared templates give what the usual way
//! gives: on every golden case and on random ones.

#[path = "parity/facts.rs"]
mod facts;
#[path = "parity/scenario.rs"]
mod scenario;
#[path = "parity/template.rs"]
mod template;

use anyhow::{Context, Result, ensure};
use engine::{Fleet, Scenario, Snapshot};
use serde_json::Value as Json;
use tests::{case, fuzz::alike, random::Random};

/// Random fleets; `PARITY=100000` asks for more.
const FLEETS: usize = 400;
/// Random conditions that are compared one by one.
const CONDITIONS: usize = 20_000;

fn asked(usual: usize) -> usize {
    let more = std::env::var("PARITY").ok();
    more.and_then(|more| more.parse().ok()).unwrap_or(usual)
}

#[test]
fn golden_cases_decide_alike_in_a_fleet() -> Result<()> {
    let mut compared = 0;
    for case in case::files()?.iter().flat_map(|file| &file.cases) {
        for request in case.requests()? {
            let (scenario, facts) = if let Some(eval) = request.get("eval") {
                (eval["scenario"].clone(), &eval["facts"])
            } else if let Some(compare) = request.get("compare") {
                (of_condition(compare), &compare["facts"])
            } else {
                continue;
            };
            let Ok(scenario) = serde_json::from_value::<Scenario>(scenario) else {
                continue;
            };
            if Snapshot::from_json(&facts.to_string()).is_err() {
                continue;
            }
            alike::decided(&[scenario], &facts.to_string()).with_context(|| case.name.clone())?;
            compared += 1;
        }
    }
    ensure!(compared > 1000, "only {compared} cases were compared");
    Ok(())
}

#[test]
fn random_conditions_decide_alike_in_a_fleet() -> Result<()> {
    for seed in 0..asked(CONDITIONS) {
        let mut random = Random::new(seed as u64);
        let (left, operator, right) = scenario::comparison(&mut random);
        let condition = serde_json::json!({ "left": left, "operator": operator, "right": right });
        let scenario = serde_json::from_value(of_condition(&condition))?;
        let facts = facts::facts(&mut random).to_string();
        alike::decided(&[scenario], &facts).with_context(|| format!("seed {seed}: {condition}"))?;
    }
    Ok(())
}

#[test]
fn random_fleets_decide_alike_also_after_an_edit() -> Result<()> {
    for seed in 0..asked(FLEETS) {
        let mut random = Random::new(seed as u64);
        let mut scenarios = Vec::new();
        for _ in 0..2 + random.below(20) {
            scenarios.push(serde_json::from_value(scenario::scenario(&mut random))?);
        }
        let facts = facts::facts(&mut random).to_string();
        let mut fleet =
            alike::decided(&scenarios, &facts).with_context(|| format!("seed {seed}"))?;
        for _ in 0..5 {
            edit(&mut scenarios, &mut fleet, &mut random)?;
            alike::compare(&scenarios, &fleet, &facts)
                .with_context(|| format!("seed {seed}, edited"))?;
        }
    }
    Ok(())
}

#[test]
fn golden_templates_are_alike_when_prepared() -> Result<()> {
    let mut compared = 0;
    for case in case::files()?.iter().flat_map(|file| &file.cases) {
        for request in case.requests()? {
            let Some(render) = request.get("render") else {
                continue;
            };
            let Ok(facts) = Snapshot::from_json(&render["facts"].to_string()) else {
                continue;
            };
            let text = render["template"].as_str().unwrap_or_default();
            // A part beside others is inserted, one alone keeps its type.
            for text in [
                text.to_owned(),
                format!("{text} {text}"),
                format!("«{text}»"),
            ] {
                alike::rendered(&text, &facts).with_context(|| case.name.clone())?;
                compared += 1;
            }
        }
    }
    ensure!(compared > 1000, "only {compared} templates were compared");
    Ok(())
}

#[test]
fn random_templates_are_alike_when_prepared() -> Result<()> {
    for seed in 0..asked(CONDITIONS) {
        let mut random = Random::new(seed as u64);
        let text = template::text(&mut random, 0);
        let facts = Snapshot::from_json(&facts::facts(&mut random).to_string())?;
        alike::rendered(&text, &facts).with_context(|| format!("seed {seed}"))?;
    }
    Ok(())
}

/// Puts the block of another random scenario in the place of one.
fn edit(scenarios: &mut [Scenario], fleet: &mut Fleet, random: &mut Random) -> Result<()> {
    let other: Scenario = serde_json::from_value(scenario::scenario(random))?;
    let index = random.below(scenarios.len());
    if let Some((place, new)) = scenarios[index]
        .blocks
        .first_mut()
        .zip(other.blocks.first())
    {
        *place = new.clone();
        fleet.replace(index, 0, new);
    }
    Ok(())
}

/// A scenario of one block with this condition.
fn of_condition(compare: &Json) -> Json {
    let condition = serde_json::json!({
        "id": "c", "left": compare["left"], "operator": compare["operator"], "right": compare["right"],
    });
    serde_json::json!({ "blocks": [{ "id": "b", "conditions": [condition] }] })
}
