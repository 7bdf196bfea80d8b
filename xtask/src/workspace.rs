//! Where things are: the workspace, its target folder and the programs built there.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// The folders every task works in.
pub struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub root: PathBuf,
    /// The one target folder of all builds, so that nothing is compiled twice.
    pub target: PathBuf,
}

impl Workspace {
    /// Finds the workspace this program was built from.
    pub fn locate() -> Result<Self> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest
            .parent()
            .context("xtask is not inside a workspace")?;
        let program = env::current_exe().context("the path of xtask is unknown")?;
        // Cargo puts programs into `<target>/<profile>/`; asking the path respects every
        // way of moving the target folder (environment, user's configuration).
        let target = program
            .ancestors()
            .nth(2)
            .context("xtask is not inside a target folder")?;
        Ok(Self {
            root: root.to_owned(),
            target: target.to_owned(),
        })
    }

    /// Path of a program of the dev profile.
    pub fn binary(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(name)
    }

    /// A cargo command in the workspace.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = process::command("cargo");
        command.args(arguments);
        self.settle(&mut command);
        command
    }

    /// Lets a command that builds work in this workspace and its target folder.
    pub fn settle(&self, command: &mut Command) {
        // Said aloud, because the folder may have been chosen for the build of xtask alone.
        command
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target);
    }

    /// Whether the workspace has this file or folder.
    pub fn has(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }
}
