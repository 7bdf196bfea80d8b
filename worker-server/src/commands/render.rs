//! `triggers render`: the text of a template on given facts.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use super::{facts, output};

/// Options of `triggers render`.
#[derive(clap::Args)]
pub struct Options {
    /// Facts file (docs/facts.md); `-` is standard input
    #[arg(long, value_name = "FILE")]
    facts: PathBuf,
    /// For example `Сделка {{lead.id}}: {{lead.name}}`
    #[arg(allow_hyphen_values = true)]
    template: String,
}

/// Prints the text; warnings with their codes go to standard error.
pub fn run(options: &Options) -> Result<ExitCode> {
    let facts = facts::read(&options.facts)?;
    let rendered = engine::render(&options.template, &facts);
    output::print(&rendered.text)?;
    output::warn(&rendered.problems);
    Ok(ExitCode::SUCCESS)
}
