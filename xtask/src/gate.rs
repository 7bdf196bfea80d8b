//! `cargo xtask test`: every check and test, in the order in which failures are cheapest.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::module;
use crate::panel::{self, Profile};
use crate::ports;
use crate::postgres::Cluster;
use crate::process;
use crate::service::Service;
use crate::setup::{self, Toolbox, WASM_TARGET};
use crate::steps::Steps;
use crate::workspace::Workspace;

/// Where tests may look for a free port first; away from the demo's.
pub const FIRST_PORT: u16 = 18_290;

/// Runs all steps; the first failure ends the run, the table comes in any case.
pub fn run(workspace: &Workspace) -> Result<()> {
    let mut steps = Steps::default();
    let result = all(workspace, &mut steps);
    println!("{}", steps.summary());
    result
}

fn all(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    let tools = steps.run("set-up", || setup::ensure(workspace, setup::EVERYTHING))?;
    read(workspace, steps)?;
    build(workspace, steps, &tools)?;
    steps.run("Rust tests", || {
        process::run(with_binaries(
            workspace,
            &mut workspace.cargo(&["test", "--workspace"]),
        ))
    })?;
    on_postgres(workspace, steps, &tools)?;
    javascript(workspace, steps, &tools)?;
    clients(workspace, steps, &tools)?;
    browser(workspace, steps, &tools)
}

/// What reads the code without running it.
fn read(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    let cargo = |arguments: &[&str]| process::run(&mut workspace.cargo(arguments));
    steps.run("format", || cargo(&["fmt", "--all", "--check"]))?;
    steps.run("clippy", || {
        cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ])
    })?;
    steps.run("clippy, WebAssembly", || {
        cargo(&[
            "clippy",
            "-p",
            "ui",
            "-p",
            "engine-js",
            "--target",
            WASM_TARGET,
            "--",
            "-D",
            "warnings",
        ])
    })?;
    if has_cargo_deny() {
        // Without the advisory database, which only the network has.
        steps.run("dependencies", || {
            cargo(&["deny", "--offline", "check", "bans", "licenses", "sources"])
        })
    } else {
        steps.skip("dependencies", "cargo-deny is not installed");
        Ok(())
    }
}

/// What the tests need; the panel first, because the server takes it in.
pub fn build(workspace: &Workspace, steps: &mut Steps, tools: &Toolbox) -> Result<()> {
    let cargo = |arguments: &[&str]| process::run(&mut workspace.cargo(arguments));
    steps.run("panel", || panel::build(workspace, tools, Profile::Dev))?;
    steps.run("server and sandbox", || {
        cargo(&["build", "--bin", "triggers", "--bin", "sandbox"])
    })?;
    steps.run("engine as wasm", || {
        cargo(&["build", "-p", "engine-wasm", "--target", WASM_TARGET])
    })
}

/// The store, and the whole system, once more on the other database.
fn on_postgres(workspace: &Workspace, steps: &mut Steps, tools: &Toolbox) -> Result<()> {
    steps.run("Rust tests on PostgreSQL", || {
        let programs = tools
            .postgres
            .as_ref()
            .context("set-up gave no PostgreSQL")?;
        let cluster = Cluster::start(programs, FIRST_PORT)?;
        let test = |arguments: &[&str]| {
            let mut cargo = workspace.cargo(&["test", "--workspace"]);
            cargo
                .args(arguments)
                .env("TRIGGERS_TEST_POSTGRES", cluster.url());
            process::run(with_binaries(workspace, &mut cargo))
        };
        // The whole workspace, as before: a part of it would be built with other features.
        test(&["--bin", "triggers", "store::"])?;
        test(&[
            "--test",
            "accounts",
            "--test",
            "actions",
            "--test",
            "automation",
            "--test",
            "faults",
            "--test",
            "hostile",
            "--test",
            "light",
            "--test",
            "restart",
            "--test",
            "starts",
            "--test",
            "statistics",
            "--test",
            "stopping",
            "--test",
            "timers",
            "--test",
            "timetable",
            "--test",
            "together",
            "--test",
            "troubles",
        ])
    })
}

/// The engine as a module for JavaScript, by Node's own test runner.
fn javascript(workspace: &Workspace, steps: &mut Steps, tools: &Toolbox) -> Result<()> {
    steps.run("engine for JavaScript", || {
        let module = module::build(workspace, module::Profile::Dev)?;
        let folder = workspace.root.join("tests/module");
        let mut node = tools.command("node")?;
        node.args(["--test", "--test-reporter=spec"]);
        node.args(scripts(&folder, "", ".test.mjs")?);
        process::run(node.env("ENGINE_JS", module))
    })
}

/// Independent amoCRM clients judge a sandbox of their own.
fn clients(workspace: &Workspace, steps: &mut Steps, tools: &Toolbox) -> Result<()> {
    steps.run("amoCRM clients", || {
        let source = workspace.root.join("tests/clients");
        let logs = workspace.target.join("clients");
        fs::create_dir_all(&logs)?;
        let python = tools.python.as_ref().context("set-up gave no Python")?;
        for check in scripts(&source, "check_", ".py")? {
            let mut python = process::command(&python.to_string_lossy());
            python.arg(check).current_dir(&source);
            against_fresh_sandbox(workspace, &logs, &mut python)?;
        }
        Ok(())
    })
}

fn against_fresh_sandbox(workspace: &Workspace, logs: &Path, check: &mut Command) -> Result<()> {
    let port = ports::free_from(FIRST_PORT)?;
    let mut sandbox = process::command(&workspace.binary("sandbox").to_string_lossy());
    sandbox.args(["--listen", &format!("127.0.0.1:{port}"), "--data", "demo"]);
    let mut sandbox = Service::start("sandbox", sandbox, logs.join("sandbox.log"))?;
    sandbox.ready(port, "/sandbox/health")?;
    check.env("SANDBOX_URL", format!("http://127.0.0.1:{port}"));
    process::run(with_binaries(workspace, check))?;
    sandbox.stop()
}

/// The pages in a real browser, by Node's own test runner.
fn browser(workspace: &Workspace, steps: &mut Steps, tools: &Toolbox) -> Result<()> {
    steps.run("browser tests", || {
        let folder = workspace.root.join("tests/browser");
        let chromium = tools.chromium.as_ref().context("set-up gave no browser")?;
        let mut node = tools.command("node")?;
        // One file at a time: two browsers on two processors only make each other slow.
        node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]);
        node.args(scripts(&folder, "", ".test.mjs")?);
        node.current_dir(&folder).env("CHROMIUM", chromium);
        process::run(with_binaries(workspace, &mut node))
    })
}

/// Tells tests where the programs are, whatever the target folder is.
pub fn with_binaries<'a>(workspace: &Workspace, command: &'a mut Command) -> &'a mut Command {
    command.env("TRIGGERS_BIN_DIR", workspace.target.join("debug"))
}

/// The files of a folder with such names, in a stable order.
///
/// None at all is a failure: a gate that finds nothing to run must not call that a success.
fn scripts(folder: &Path, start: &str, end: &str) -> Result<Vec<std::path::PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("no {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(start) && name.ends_with(end) {
            found.push(entry.path());
        }
    }
    if found.is_empty() {
        bail!("{} has no {start}*{end}", folder.display());
    }
    found.sort();
    Ok(found)
}

fn has_cargo_deny() -> bool {
    process::command("cargo")
        .args(["deny", "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;

    #[test]
    fn scripts_are_found_by_name_in_a_stable_order() {
        let folder = env::temp_dir().join(format!("triggers-scripts-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("the temporary folder is writable");
        for name in ["check_b.py", "check_a.py", "check_a.txt", "story.py"] {
            fs::write(folder.join(name), "").expect("the folder is writable");
        }
        let found = scripts(&folder, "check_", ".py").expect("the folder can be read");
        assert_eq!(
            found,
            [folder.join("check_a.py"), folder.join("check_b.py")]
        );
        assert!(scripts(&folder, "check_", ".mjs").is_err());
        assert!(scripts(&folder.join("none"), "", "").is_err());
        fs::remove_dir_all(folder).expect("the test made it");
    }
}
