//! The commands of the binary; each one has its own file.

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};

mod account;
mod backup;
mod check;
mod compare;
mod decode;
mod eval;
mod facts;
mod output;
mod render;
mod scenario;
mod serve;
mod side;

/// What the binary is asked to do.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Runs the server: hooks, the panel, and the scenarios
    Serve(Box<crate::config::Settings>),
    /// Connects accounts of amoCRM, lists and disconnects them
    #[command(subcommand)]
    Account(account::Command),
    /// Copies an SQLite database into a file, while the server works
    Backup(backup::Backup),
    /// Puts such a copy in the place of the database
    Restore(backup::Restore),
    /// Prints the events of a hook body as a JSON array
    Decode(decode::Options),
    /// Prints a template on given facts; warnings go to standard error
    Render(render::Options),
    /// Prints whether a condition holds on given facts: `true` or `false`
    Compare(compare::Options),
    /// Prints what a scenario does on given facts, as JSON
    Eval(eval::Options),
    /// Prints the problems of a scenario; status 1 if any is an error
    Check(check::Options),
}

impl Command {
    /// Carries out the command; the code is for the shell.
    pub fn run(self) -> Result<ExitCode> {
        match self {
            Self::Serve(settings) => serve::run(*settings),
            Self::Account(command) => account::run(command),
            Self::Backup(options) => backup::back_up(&options),
            Self::Restore(options) => backup::restore(&options),
            Self::Decode(options) => decode::run(&options),
            Self::Render(options) => render::run(&options),
            Self::Compare(options) => compare::run(&options),
            Self::Eval(options) => eval::run(&options),
            Self::Check(options) => check::run(&options),
        }
    }
}

/// Bytes of a file, or of standard input if the path is `-`.
fn read(path: &Path) -> Result<Vec<u8>> {
    if path != Path::new("-") {
        return std::fs::read(path).with_context(|| format!("{} can't be read", path.display()));
    }
    let mut bytes = Vec::new();
    let mut input = std::io::stdin().lock();
    input
        .read_to_end(&mut bytes)
        .context("standard input can't be read")?;
    Ok(bytes)
}

/// Threads for commands that speak to amoCRM or the database.
fn runtime() -> Result<tokio::runtime::Runtime> {
    // Only an error if it was called before, and then it is what we want.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    tokio::runtime::Runtime::new().context("no threads can be started")
}
