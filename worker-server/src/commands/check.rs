//! `triggers check`: what is wrong with a scenario before it is saved.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use engine::{Snapshot, problem::Severity, snapshot::Dictionaries};

use super::{facts, output, scenario};

/// Options of `triggers check`.
#[derive(clap::Args)]
pub struct Options {
    /// Scenario file
    #[arg(long, value_name = "FILE")]
    scenario: PathBuf,
    /// Facts file with the account's users, pipelines and fields, to check against them too
    #[arg(long, value_name = "FILE")]
    facts: Option<PathBuf>,
    /// Prints a JSON array instead of lines
    #[arg(long)]
    json: bool,
}

/// Prints problems with codes and paths; status 1 if any is an error.
pub fn run(options: &Options) -> Result<ExitCode> {
    let scenario = scenario::read(&options.scenario)?;
    let dictionaries = match &options.facts {
        Some(path) => names(facts::read(path)?),
        None => Arc::default(),
    };
    let problems = engine::check(&scenario, &dictionaries);
    if options.json {
        output::print(&serde_json::to_string_pretty(&problems)?)?;
    } else {
        problems
            .iter()
            .try_for_each(|problem| output::print(&output::line(problem)))?;
    }
    let failed = problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    Ok(ExitCode::from(u8::from(failed)))
}

/// The dictionaries of facts; those that hold variables tell their names too.
fn names(facts: Snapshot) -> Arc<Dictionaries> {
    let mut dictionaries = facts.dictionaries;
    if !facts.variables.is_empty() {
        let names = facts.variables.into_keys().collect();
        Arc::make_mut(&mut dictionaries).variables = Some(names);
    }
    dictionaries
}
