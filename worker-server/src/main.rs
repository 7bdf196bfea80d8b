//! The binary `triggers`: the server and the commands beside it.
#![warn(missing_docs)]

use std::process::ExitCode;

use clap::Parser;

mod app;
mod commands;
mod config;
mod crm;
mod effects;
mod http;
mod queue;
mod runs;
mod store;
mod telemetry;

/// Automations for amoCRM
#[derive(Parser)]
#[command(name = "triggers", version)]
struct Arguments {
    #[command(subcommand)]
    command: commands::Command,
}

fn main() -> ExitCode {
    match Arguments::parse().command.run() {
        Ok(code) => code,
        Err(error) => {
            // `anyhow` prints its causes on one line with `#`.
            eprintln!("triggers: {error:#}");
            ExitCode::from(2)
        }
    }
}
