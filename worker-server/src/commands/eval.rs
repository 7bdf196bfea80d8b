//! `triggers eval`: what a scenario does on given facts.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use engine::{EntityKind, EntityRef, Evaluation, Run, Scenario, Snapshot, events};
use serde_json::Value as Json;

use super::{facts, output, scenario};

/// Options of `triggers eval`.
#[derive(clap::Args)]
pub struct Options {
    /// Scenario file
    #[arg(long, value_name = "FILE")]
    scenario: PathBuf,
    /// Facts file (docs/facts.md); `-` is standard input
    #[arg(long, value_name = "FILE")]
    facts: PathBuf,
}

/// Prints statuses, rows, triggers and effects of all blocks as JSON.
pub fn run(options: &Options) -> Result<ExitCode> {
    let scenario = scenario::read(&options.scenario)?;
    let facts = facts::read(&options.facts)?;
    let mut run = Run::new(scenario.event.clone(), entity(&scenario, &facts));
    run.variables = facts.run.clone();
    let evaluation = engine::eval(&engine::compile(&scenario), &run, &facts);
    output::print(&serde_json::to_string_pretty(&explained(
        &scenario,
        &evaluation,
    )?)?)?;
    Ok(ExitCode::SUCCESS)
}

/// The evaluation with a `why` in every block: nothing for one that ran.
fn explained(scenario: &Scenario, evaluation: &Evaluation) -> Result<Json> {
    let mut printed = serde_json::to_value(evaluation)?;
    let blocks = scenario.blocks.iter().zip(&evaluation.blocks);
    for (index, (block, log)) in blocks.enumerate() {
        printed["blocks"][index]["why"] = serde_json::to_value(engine::why(block, log))?;
    }
    Ok(printed)
}

/// The entity of the event; number 0 if the facts lack it, which its triggers then tell.
fn entity(scenario: &Scenario, facts: &Snapshot) -> EntityRef {
    let task = facts.task.as_ref().or(facts.tasks.first());
    let all = [
        (EntityKind::Lead, facts.lead.as_ref().map(|lead| lead.id)),
        (
            EntityKind::Contact,
            facts.contact().map(|contact| contact.id),
        ),
        (
            EntityKind::Company,
            facts.company.as_ref().map(|company| company.id),
        ),
        (EntityKind::Task, task.map(|task| task.id)),
    ];
    let wanted = events::find(&scenario.event).and_then(|event| event.entity.or(scenario.entity));
    let found = all.iter().find(|(kind, id)| match wanted {
        Some(wanted) => *kind == wanted,
        None => id.is_some(),
    });
    let (kind, id) = found.copied().unwrap_or((EntityKind::Lead, None));
    EntityRef {
        kind,
        id: id.unwrap_or_default(),
    }
}
