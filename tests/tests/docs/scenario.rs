//! The example of `docs/scenario.md`: the panel would save it, and it decides.

use std::fs;

use anyhow::{Context, Result, ensure};
use engine::{EntityKind, EntityRef, Run, Scenario, Snapshot, log::BlockStatus};

/// Checks and decides the example on the facts that the page names.
pub fn example() -> Result<()> {
    let read =
        |path: &str| fs::read_to_string(tests::workspace().join(path)).context(path.to_owned());
    let page = read("docs/scenario.md")?;
    let (_, rest) = page.split_once("```json\n").context("an example")?;
    let (example, _) = rest.split_once("```").context("its end")?;
    let scenario: Scenario = serde_json::from_str(example)?;
    let facts = Snapshot::from_json(&read("tests/fixtures/wholesale.facts.json")?)?;
    let problems = engine::check(&scenario, &facts.dictionaries);
    ensure!(problems.is_empty(), "{problems:#?}");
    let id = facts.lead.as_ref().map(|lead| lead.id).unwrap_or_default();
    let kind = EntityKind::Lead;
    let run = Run::new(scenario.event.clone(), EntityRef { kind, id });
    let decided = engine::eval(&engine::compile(&scenario), &run, &facts);
    let statuses: Vec<BlockStatus> = decided.blocks.iter().map(|block| block.status).collect();
    ensure!(statuses == [BlockStatus::Done], "{:#?}", decided.blocks);
    Ok(())
}
