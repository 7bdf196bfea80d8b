//! `cargo xtask …`: sets up the tools, runs the demo and the tests, builds and measures.

mod bench;
mod demo;
mod dist;
mod faults;
mod fuzz;
mod gate;
mod http;
mod interrupt;
mod module;
mod panel;
mod ports;
mod postgres;
mod process;
mod service;
mod setup;
mod steps;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

/// Everything around the code: set-up, demo, tests, builds, benchmarks.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Installs the tools that are missing into the user's cache folder
    Setup,
    /// Builds everything, starts sandbox and server, and prints the addresses to open
    Demo(demo::Options),
    /// Runs every check and test; this is what CI calls
    Test,
    /// Builds the release binary with the panel inside into target/dist
    Dist,
    /// Builds the engine as a WebAssembly module for Node into target/engine_js
    Module,
    /// Breaks what the server stands on, for long, and counts what was served
    Faults(faults::Options),
    /// Searches for hostile input that breaks the engine
    Fuzz(fuzz::Options),
    /// Measures; the words after `bench` go to the benchmark program
    Bench(bench::Options),
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            process::exit_code(&error)
        }
    }
}

fn run(task: Task) -> anyhow::Result<()> {
    let workspace = Workspace::locate()?;
    interrupt::watch()?;
    match task {
        Task::Setup => setup::ensure(&workspace, setup::EVERYTHING).map(drop),
        Task::Demo(options) => demo::run(&workspace, &options),
        Task::Test => gate::run(&workspace),
        Task::Dist => dist::run(&workspace),
        Task::Module => module::build(&workspace, module::Profile::Release)
            .map(|folder| println!("{}", folder.display())),
        Task::Faults(options) => faults::run(&workspace, &options),
        Task::Fuzz(options) => fuzz::run(&workspace, &options),
        Task::Bench(options) => bench::run(&workspace, &options),
    }
}
