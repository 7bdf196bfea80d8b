//! `triggers decode`: what the server understands of a hook's body.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use super::output;

/// Options of `triggers decode`.
#[derive(clap::Args)]
pub struct Options {
    /// File with the body: a form, JSON, or one `key=value` pair per line; `-` is standard input
    file: PathBuf,
}

/// Prints the events as an indented JSON array.
pub fn run(options: &Options) -> Result<ExitCode> {
    let events = intake::decode(&super::read(&options.file)?);
    output::print(&serde_json::to_string_pretty(&events)?)?;
    Ok(ExitCode::SUCCESS)
}
