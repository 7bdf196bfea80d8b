//! Builds the panel with Trunk into `dist/`, where the server takes it from.

use anyhow::{Context, Result};

use crate::process;
use crate::setup::Toolbox;
use crate::workspace::Workspace;

/// How the panel is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build.
    Dev,
    /// Small to load.
    Release,
}

/// Builds the panel.
pub fn build(workspace: &Workspace, tools: &Toolbox, profile: Profile) -> Result<()> {
    let mut trunk = tools.command("trunk")?;
    workspace.settle(&mut trunk);
    trunk.args(["build", "--offline", "--skip-version-check"]);
    if profile == Profile::Release {
        trunk.args(["--release", "--cargo-profile", "wasm-release"]);
    }
    // A trace of Trunk's own functions would bury its message.
    trunk
        .env_remove("RUST_BACKTRACE")
        .env_remove("RUST_LIB_BACKTRACE");
    // Trunk reads NO_COLOR as a boolean and refuses the usual NO_COLOR=1.
    trunk.env_remove("NO_COLOR");
    process::run(&mut trunk).context("the panel can't be built")
}
