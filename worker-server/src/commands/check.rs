//! `triggers check`: what is wrong with a scenario before it is saved.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use engine::{Problem, Scenario, Snapshot, check, problem::Severity, snapshot::Dictionaries};
use serde_json::Value;

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
    let text = options.facts.as_deref().map(facts::text).transpose()?;
    let dictionaries = match options.facts.as_deref().zip(text.as_deref()) {
        Some((path, text)) => names(facts::of(path, text)?),
        None => Arc::default(),
    };
    let mut problems = engine::check(&scenario, &dictionaries);
    problems.extend(circle(scenario, &dictionaries, text.as_deref()));
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

/// The circle that the scenario makes with those of the facts that are there whole (A21), if it has a number there.
fn circle(scenario: Scenario, names: &Dictionaries, facts: Option<&str>) -> Option<Problem> {
    let id = names.checked?;
    let facts: Value = serde_json::from_str(facts?).ok()?;
    let listed = facts.get("scenarios").and_then(Value::as_array);
    let mut all: Vec<(u64, Scenario)> = listed.into_iter().flatten().filter_map(whole).collect();
    all.retain(|(other, _)| *other != id);
    all.push((id, scenario));
    let circles = check::circles(&all, names);
    let mut own = circles.into_iter().filter(|(of, _)| *of == id);
    own.next().map(|(_, problem)| problem)
}

/// A scenario of the account as its file has it, with its number.
fn whole(listed: &Value) -> Option<(u64, Scenario)> {
    let mut members = listed.as_object()?.clone();
    let id = members.remove("id")?.as_u64()?;
    members.remove("enabled");
    Some((id, serde_json::from_value(members.into()).ok()?))
}
