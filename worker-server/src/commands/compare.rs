//! `triggers compare`: one condition on given facts.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use engine::{Problem, log::Side, problem::Code, scenario::Operand};
use serde_json::Value;

use super::{facts, output};

/// Options of `triggers compare`.
#[derive(clap::Args)]
pub struct Options {
    /// Facts file (docs/facts.md); `-` is standard input
    #[arg(long, value_name = "FILE")]
    facts: PathBuf,
    /// Prints both sides with their types too
    #[arg(long)]
    explain: bool,
    /// Path of the catalogue such as `lead.sale`, `lead.cf(123)`, `now.weekday`, or a constant: `text:…`, `number:…`
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
    let left = operand(&options.left);
    let right = options.right.as_deref().map(operand);
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

/// `text:…` and `number:…` are constants, everything else a path.
fn operand(side: &str) -> Operand {
    let constant = |path: &str, value: &str| Operand {
        path: path.to_owned(),
        value: Some(Value::from(value)),
        ..Operand::default()
    };
    match side.split_once(':') {
        Some(("text", text)) => constant("const.text", text),
        Some(("number", number)) => constant("const.number", number),
        _ => Operand {
            path: side.to_owned(),
            ..Operand::default()
        },
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
