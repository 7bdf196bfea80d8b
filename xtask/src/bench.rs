//! Runs the benchmark program, which is a workspace of its own because its peers are large.

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use crate::{module, process};

const MANIFEST: &str = "tests/bench/Cargo.toml";
/// The folder of the peers that run under Node.
const NODE: &str = "tests/bench/node";

/// What to measure.
#[derive(clap::Args)]
pub struct Options {
    /// The part to measure, and options for it
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        default_value = "engine"
    )]
    arguments: Vec<String>,
}

/// Installs the peers that run under Node, builds our module and the benchmark program for release, and runs it.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    if !workspace.has(MANIFEST) {
        bail!("{MANIFEST} is missing: this copy of the workspace has no benchmarks");
    }
    if !workspace.has(&format!("{NODE}/node_modules")) {
        let mut npm = process::command("npm");
        npm.args(["ci", "--no-audit", "--no-fund"]);
        process::run(npm.current_dir(workspace.root.join(NODE)))?;
    }
    let module = module::build(workspace, module::Profile::Release)?;
    let mut cargo = workspace.cargo(&["run", "--release", "--manifest-path", MANIFEST, "--"]);
    process::run(cargo.args(&options.arguments).env("ENGINE_JS", module))
}
