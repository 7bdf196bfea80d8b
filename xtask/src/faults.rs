//! `cargo xtask faults`: the trials of the test command, many times longer, on both databases.

use anyhow::{Context, Result};

use crate::gate::{FIRST_PORT, build, with_binaries};
use crate::postgres::Cluster;
use crate::process;
use crate::setup;
use crate::steps::Steps;
use crate::workspace::Workspace;

/// What breaks in them: everything, the server in particular, and one of several servers.
const TRIALS: [&str; 6] = [
    "--test", "faults", "--test", "restart", "--test", "accounts",
];

#[derive(clap::Args)]
pub struct Options {
    /// How many times longer than in the test command; 10 kills the server 500 times on each database
    #[arg(long, default_value_t = 10)]
    times: u32,
}

/// Runs them; the counts are printed.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let tools = setup::ensure(workspace, setup::EVERYTHING)?;
    let mut steps = Steps::default();
    build(workspace, &mut steps, &tools)?;
    let trials = |database: Option<String>| {
        let mut cargo = workspace.cargo(&["test", "--workspace"]);
        cargo
            .args(TRIALS)
            .args(["--", "--nocapture", "--test-threads=2"]);
        cargo.env("FAULTS", options.times.to_string());
        if let Some(url) = database {
            cargo.env("TRIGGERS_TEST_POSTGRES", url);
        }
        process::run(with_binaries(workspace, &mut cargo))
    };
    steps.run("faults on SQLite", || trials(None))?;
    steps.run("faults on PostgreSQL", || {
        let programs = tools.postgres.as_ref();
        let programs = programs.context("set-up gave no PostgreSQL")?;
        let cluster = Cluster::start(programs, FIRST_PORT)?;
        trials(Some(cluster.url()))
    })
}
