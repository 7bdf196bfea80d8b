//! The Node packages of the browser tests.

use std::fs;

use anyhow::{Context, Result};

use crate::process;
use crate::workspace::Workspace;

/// Installs the locked packages, unless these very ones are there.
pub fn ensure(workspace: &Workspace) -> Result<()> {
    let folder = workspace.root.join("tests/browser");
    let wanted = fs::read_to_string(folder.join("package-lock.json"))
        .context("tests/browser/package-lock.json can't be read")?;
    // npm removes the folder before it installs, so the mark stands for a finished installation.
    let mark = folder.join("node_modules/.installed-lock.json");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("set-up: installing the packages of the browser tests");
    let mut npm = process::command("npm");
    process::run(
        npm.args(["ci", "--no-audit", "--no-fund"])
            .current_dir(&folder),
    )?;
    fs::write(&mark, wanted).with_context(|| format!("{} can't be written", mark.display()))
}
