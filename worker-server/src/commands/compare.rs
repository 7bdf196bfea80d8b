//! `triggers compare`: one condition on given facts.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use engine::{Problem, log::Side, problem::Code};
use serde_json::Value;

use super::{facts, output, side};

/// Options of `triggers compare`.
#[derive(clap::Args)]
#[command(after_help = side::FORMS)]
pub struct Options {
    /// Facts file (docs/facts.md); `-` is standard input
    #[arg(long, value_name = "FILE")]
    facts: PathBuf,
    /// Prints both sides with their types too
    #[arg(long)]
    explain: bool,
    /// Path of the catalogue such as `lead.sale`, or a constant such as `text:…`, `number:…`, `list:…`; see below
    #[arg(allow_hyphen_values = true)]
    left: String,
    /// Code such as `eq`, `gt`, `contains`, `empty`
    operator: String,
    /// As the left side; operators with one side need none
    #[arg(allow_hyphen_values = true)]
    right: Option<String>,
}

/// Prints `true` or `false`; notes with their codes go to standard error. A row that can't be compared is false, as
/// in a scenario, and no failure of the command.
pub fn run(options: &Options) -> Result<ExitCode> {
    let facts = facts::read(&options.facts)?;
    let left = side::read(&options.left);
    let right = options.right.as_deref().map(side::read);
    let row = engine::compare(&left, &options.operator, right.as_ref(), &facts)
        .map_err(|problem| refused(options, &problem))?;
    output::print(if row.result == Some(true) {
        "true"
    } else {
        "false"
    })?;
    if options.explain {
        for (name, side) in [("left", &row.left), ("right", &row.right)] {
            if let Some(side) = side {
                output::print(&explain(name, side))?;
            }
        }
    }
    output::warn(&row.notes);
    Ok(ExitCode::SUCCESS)
}

/// Whoever forgot `text:` is reminded of it.
fn refused(options: &Options, problem: &Problem) -> anyhow::Error {
    let line = output::line(problem);
    let side = match problem.path.as_str() {
        "left" => Some(&options.left),
        "right" => options.right.as_ref(),
        _ => None,
    };
    match side.filter(|_| problem.code == Code::UnknownValue) {
        Some(side) => {
            anyhow!("{line}. Если это текст, напишите text:{side}, если число — number:{side}")
        }
        None => anyhow!(line),
    }
}

/// `left   lead.budget (money) «Сделка: Бюджет»: 15000, compared as 15000`
fn explain(name: &str, side: &Side) -> String {
    let kind = match serde_json::to_value(side.kind) {
        Ok(Value::String(kind)) => kind,
        Ok(Value::Object(kind)) => {
            let parts = kind
                .iter()
                .map(|(of, what)| format!("{of} {}", what.as_str().unwrap_or_default()));
            parts.collect()
        }
        _ => String::new(),
    };
    format!(
        "{name:<5} {} ({kind}) «{}»: {:?}, compared as {:?}",
        side.path, side.label, side.raw, side.value
    )
}
