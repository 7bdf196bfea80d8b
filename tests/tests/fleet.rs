//! Scenarios compiled together decide as each row by itself does, and prepared templates give what the usual way
//! gives: on every golden case and on random ones.

#[path = "parity/facts.rs"]
mod facts;
#[path = "parity/scenario.rs"]
mod scenario;
#[path = "parity/template.rs"]
mod template;

use anyhow::{Context, Result, ensure};
use engine::{
    EntityKind, EntityRef, Fact, Fleet, Run, Scenario, Snapshot,
    fleet::Scratch,
    log::{BlockLog, BlockStatus, Side},
    scenario::Block,
    template::{Place, Prepared, Template},
};
use serde_json::Value as Json;
use tests::{case, random::Random};

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
            alike(&[scenario], &facts.to_string()).with_context(|| case.name.clone())?;
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
        alike(&[scenario], &facts).with_context(|| format!("seed {seed}: {condition}"))?;
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
        let mut fleet = alike(&scenarios, &facts).with_context(|| format!("seed {seed}"))?;
        for _ in 0..5 {
            edit(&mut scenarios, &mut fleet, &mut random)?;
            compare(&scenarios, &fleet, &facts).with_context(|| format!("seed {seed}, edited"))?;
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
                rendered_alike(&text, &facts).with_context(|| case.name.clone())?;
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
        rendered_alike(&text, &facts).with_context(|| format!("seed {seed}"))?;
    }
    Ok(())
}

fn rendered_alike(text: &str, facts: &Snapshot) -> Result<()> {
    let template = Template::parse(text);
    let prepared = Prepared::new(template.clone());
    let loaded = prepared.load(facts);
    for place in [Place::Plain, Place::Html, Place::Json] {
        let expected = template.render_in(place, facts);
        let given = prepared.render(&loaded, facts, place);
        ensure!(
            given == expected,
            "{text}\nprepared: {given:?}\nusual: {expected:?}"
        );
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

fn alike(scenarios: &[Scenario], facts: &str) -> Result<Fleet> {
    let names = Snapshot::from_json(facts)?.dictionaries;
    let fleet = Fleet::compile(scenarios, names);
    compare(scenarios, &fleet, facts)?;
    Ok(fleet)
}

/// Every block on the given facts: the fleet's answer, and the rows of the log.
fn compare(scenarios: &[Scenario], fleet: &Fleet, text: &str) -> Result<()> {
    let facts = &Snapshot::from_json(text)?;
    let loaded = fleet.load(facts);
    let mut scratch = Scratch::default();
    let mut expected = Vec::new();
    let mut place = 0;
    let blocks = scenarios
        .iter()
        .flat_map(|scenario| scenario.blocks.iter().map(move |block| (scenario, block)));
    for (scenario, block) in blocks {
        let log = log(scenario, block, facts)?;
        let results: Vec<Option<bool>> = log.rows.iter().map(|row| row.result).collect();
        let mut rows = Vec::new();
        fleet.trace(place, &loaded, &mut rows);
        let traced: Vec<Option<bool>> = rows.iter().map(|row| row.result).collect();
        ensure!(
            traced == results,
            "rows {traced:?} instead of {results:?}: {:#?}",
            log.rows
        );
        for (row, logged) in rows.iter().zip(&log.rows) {
            // What did not change was before as it is now, which the log tells only as compared.
            let unchanged = matches!(logged.operator.as_deref(), Some("changed" | "nchanged"));
            if unchanged && logged.result.is_none() {
                continue;
            }
            let told = |side: &Option<Side>, compared: bool| {
                let side = side.as_ref()?;
                Some(if compared {
                    side.value.clone()
                } else {
                    side.raw.clone()
                })
            };
            let seen = [row.left, row.right].map(|fact| fact.map(Fact::text));
            let told = [told(&logged.left, false), told(&logged.right, unchanged)];
            ensure!(seen == told, "{seen:?}: {logged:#?}");
        }
        if log.status == BlockStatus::Done {
            expected.push(place);
        }
        place += 1;
    }
    let wanted = fleet.load(&fleet.read(text.as_bytes())?);
    // Facts read whole, again in room that is not new, and only what is wanted of them.
    for loaded in [&loaded, &loaded, &wanted] {
        let passing = fleet.passing(loaded, &mut scratch);
        ensure!(
            passing == expected,
            "blocks {passing:?} instead of {expected:?}"
        );
    }
    Ok(())
}

/// The block by itself; a decision comes to the same without rows.
fn log(scenario: &Scenario, block: &Block, facts: &Snapshot) -> Result<BlockLog> {
    let scenario = Scenario {
        name: scenario.name.clone(),
        blocks: vec![block.clone()],
        ..Scenario::default()
    };
    let entity = EntityRef {
        kind: EntityKind::Lead,
        id: 1,
    };
    let program = engine::compile(&scenario);
    let run = Run::new("lead_changed", entity);
    let (log, traced) = engine::trace(&program, &run, facts);
    let decided = engine::decide(&program, &run, facts);
    ensure!(decided == traced, "{decided:#?} instead of {traced:#?}");
    Ok(log)
}
