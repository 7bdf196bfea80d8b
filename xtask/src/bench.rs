//! Runs the benchmark programs, which are workspaces of their own because the peers are large.

use anyhow::{Context, Result, bail};

use crate::gate::FIRST_PORT;
use crate::postgres::Cluster;
use crate::setup::{self, Tool};
use crate::workspace::Workspace;
use crate::{module, process};

const ENGINE: &str = "tests/bench/Cargo.toml";
const SERVER: &str = "tests/load/Cargo.toml";
/// The folder of the peers that run under Node.
const NODE: &str = "tests/bench/node";

/// What to measure.
#[derive(clap::Args)]
pub struct Options {
    /// `engine`, `server` or its parts `thousand` and `timers`, and options for it
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        default_value = "engine"
    )]
    arguments: Vec<String>,
}

/// Builds a benchmark program with what it measures for release, and runs it.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    match options.arguments.first().map(String::as_str) {
        Some("server" | "thousand" | "timers") => server(workspace, &options.arguments),
        _ => engine(workspace, &options.arguments),
    }
}

/// Installs the peers that run under Node and builds our module beside the program.
fn engine(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    present(workspace, ENGINE)?;
    if !workspace.has(&format!("{NODE}/node_modules")) {
        let mut npm = process::command("npm");
        npm.args(["ci", "--no-audit", "--no-fund"]);
        process::run(npm.current_dir(workspace.root.join(NODE)))?;
    }
    let module = module::build(workspace, module::Profile::Release)?;
    let mut cargo = workspace.cargo(&["run", "--release", "--manifest-path", ENGINE, "--"]);
    process::run(cargo.args(arguments).env("ENGINE_JS", module))
}

/// Builds server and sandbox beside the program, and gives them a PostgreSQL of their own.
fn server(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    present(workspace, SERVER)?;
    let tools = setup::ensure(workspace, &[Tool::Postgres])?;
    for arguments in [
        &[
            "build",
            "--release",
            "--bin",
            "triggers",
            "--bin",
            "sandbox",
        ][..],
        &["build", "--release", "--manifest-path", SERVER],
    ] {
        process::run(&mut workspace.cargo(arguments))?;
    }
    let programs = tools.postgres.context("set-up gave no PostgreSQL")?;
    let cluster = Cluster::start(&programs, FIRST_PORT)?;
    let folder = workspace.target.join("release");
    let mut load = process::command(&folder.join("load").to_string_lossy());
    load.args(arguments)
        .current_dir(&workspace.root)
        .env("TRIGGERS_BIN_DIR", folder)
        .env("TRIGGERS_TEST_POSTGRES", cluster.url());
    process::run(&mut load)
}

fn present(workspace: &Workspace, manifest: &str) -> Result<()> {
    if !workspace.has(manifest) {
        bail!("{manifest} is missing: this copy of the workspace has no such benchmark");
    }
    Ok(())
}
