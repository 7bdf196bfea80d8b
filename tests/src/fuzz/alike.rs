//! Two ways to one answer: scenarios compiled together against the rows of the log, prepared templates against plain
//! ones.

use anyhow::{Result, ensure};
use engine::{
    EntityKind, EntityRef, Fact, Fleet, Run, Scenario, Snapshot,
    fleet::Scratch,
    log::{BlockLog, BlockStatus, Side},
    scenario::Block,
    template::{Place, Prepared, Template},
};

/// Renders a template as it is and prepared, for every place.
///
/// # Errors
/// When the two differ.
pub fn rendered(text: &str, facts: &Snapshot) -> Result<()> {
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

/// Decides scenarios compiled together and row by row; gives them compiled.
///
/// # Errors
/// When the two differ.
pub fn decided(scenarios: &[Scenario], facts: &str) -> Result<Fleet> {
    let names = Snapshot::from_json(facts)?.dictionaries;
    let fleet = Fleet::compile(scenarios, names);
    compare(scenarios, &fleet, facts)?;
    Ok(fleet)
}

/// Every block on the given facts: the fleet's answer, and the rows of the log.
///
/// # Errors
/// When the two differ.
pub fn compare(scenarios: &[Scenario], fleet: &Fleet, text: &str) -> Result<()> {
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
