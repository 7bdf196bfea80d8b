//! `cargo xtask dist`: the release binary, with a small panel inside.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::panel::{self, Profile};
use crate::process;
use crate::setup::{self, Toolbox};
use crate::steps::Steps;
use crate::workspace::Workspace;

/// Puts a brotli copy beside each file that gets smaller by it, and prints both sizes.
const SQUEEZE: &str = r#"
const fs = require("fs"), zlib = require("zlib");
const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 };
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
let whole = 0;
for (const name of fs.readdirSync(".", { recursive: true }).sort()) {
  if (!fs.statSync(name).isFile() || name.endsWith(".br")) continue;
  const bytes = fs.readFileSync(name);
  const small = zlib.brotliCompressSync(bytes, { params });
  if (small.length < bytes.length) fs.writeFileSync(`${name}.br`, small);
  whole += small.length;
  console.log(`  ${kilobytes(bytes.length)} ${kilobytes(small.length)}  ${name}`);
}
console.log(`  brotli, whole panel: ${kilobytes(whole).trim()}`);
"#;

/// Prints the line that `sha256sum --check` understands.
const CHECKSUM: &str = r#"
const hash = require("crypto").createHash("sha256");
console.log(hash.update(require("fs").readFileSync("triggers")).digest("hex") + "  triggers");
"#;

/// Builds the panel and the server for release into `target/dist`.
pub fn run(workspace: &Workspace) -> Result<()> {
    let mut steps = Steps::default();
    let tools = steps.run("set-up", || setup::ensure(workspace, setup::RELEASE_PANEL))?;
    steps.run("panel", || {
        panel::build(workspace, &tools, Profile::Release)
    })?;
    steps.run("brotli", || {
        println!("        size     brotli");
        process::run(node(&tools, SQUEEZE)?.current_dir(workspace.root.join("dist")))
    })?;
    steps.run("server", || {
        process::run(&mut workspace.cargo(&["build", "--release", "--bin", "triggers"]))
    })?;
    let folder = workspace.target.join("dist");
    steps.run("checksum", || collect(&workspace.target, &folder, &tools))?;
    println!("{}\n{}", steps.summary(), folder.join("triggers").display());
    Ok(())
}

fn collect(target: &Path, folder: &Path, tools: &Toolbox) -> Result<()> {
    fs::create_dir_all(folder)?;
    fs::copy(target.join("release/triggers"), folder.join("triggers"))
        .context("the built server can't be copied")?;
    let line = process::read(node(tools, CHECKSUM)?.current_dir(folder))?;
    fs::write(folder.join("triggers.sha256"), format!("{line}\n"))?;
    println!("{line}");
    Ok(())
}

fn node(tools: &Toolbox, script: &str) -> Result<std::process::Command> {
    let mut command = tools.command("node")?;
    command.args(["--eval", script]);
    Ok(command)
}
