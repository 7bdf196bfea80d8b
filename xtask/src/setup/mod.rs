//! Installs what is missing: each tool once per version, into the user's cache folder.

mod apt;
mod browser;
mod cache;
mod cargo_tools;
mod clients;
mod packages;
mod postgres;
mod versions;
mod wasm_opt;
mod wasm_target;

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::workspace::Workspace;

use self::cache::Cache;

pub use self::wasm_target::TARGET as WASM_TARGET;

/// A thing that a task needs beside cargo.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// The standard library for wasm32.
    WasmTarget,
    /// Builds the panel.
    Trunk,
    /// Makes the JavaScript side of the panel, at the version of `Cargo.lock`.
    WasmBindgen,
    /// Makes a release panel smaller.
    WasmOpt,
    /// The browser of the tests.
    Chromium,
    /// The second database of the tests.
    Postgres,
    /// The Node packages of the browser tests.
    BrowserPackages,
    /// The independent amoCRM clients that judge the sandbox.
    Clients,
}

/// For a panel of the dev profile.
pub const PANEL: &[Tool] = &[Tool::WasmTarget, Tool::Trunk, Tool::WasmBindgen];

/// For a panel of the release profile.
pub const RELEASE_PANEL: &[Tool] = &[
    Tool::WasmTarget,
    Tool::Trunk,
    Tool::WasmBindgen,
    Tool::WasmOpt,
];

/// For the tests: all there is, the quick ones first, so that what can't be had is told early.
pub const EVERYTHING: &[Tool] = &[
    Tool::WasmTarget,
    Tool::BrowserPackages,
    Tool::Clients,
    Tool::Chromium,
    Tool::Postgres,
    Tool::WasmOpt,
    Tool::WasmBindgen,
    Tool::Trunk,
];

/// What set-up found or installed.
#[derive(Default)]
pub struct Toolbox {
    folders: Vec<PathBuf>,
    /// The browser of the tests.
    pub chromium: Option<PathBuf>,
    /// Folder of PostgreSQL's programs.
    pub postgres: Option<PathBuf>,
    /// The Python that has the amoCRM clients.
    pub python: Option<PathBuf>,
}

impl Toolbox {
    /// A command that finds the tools before anything of the same name on this machine.
    pub fn command(&self, program: &str) -> Result<Command> {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let folders = self
            .folders
            .iter()
            .cloned()
            .chain(env::split_paths(&inherited));
        let path: OsString = env::join_paths(folders).context("PATH can't hold the tools")?;
        let mut command = process::command(program);
        command.env("PATH", path);
        Ok(command)
    }
}

/// Sees to it that the tools are there, and tells where.
pub fn ensure(workspace: &Workspace, tools: &[Tool]) -> Result<Toolbox> {
    let cache = Cache::open()?;
    let mut toolbox = Toolbox::default();
    for tool in tools {
        provide(*tool, workspace, &cache, &mut toolbox)?;
    }
    cargo_tools::forget_build(&cache)?;
    println!("set-up: everything is there ({})", cache.root().display());
    Ok(toolbox)
}

fn provide(tool: Tool, workspace: &Workspace, cache: &Cache, to: &mut Toolbox) -> Result<()> {
    match tool {
        Tool::WasmTarget => wasm_target::ensure()?,
        Tool::Trunk => to.folders.push(cargo_tools::trunk(cache)?),
        Tool::WasmBindgen => to
            .folders
            .push(cargo_tools::wasm_bindgen(workspace, cache)?),
        Tool::WasmOpt => to.folders.push(wasm_opt::ensure(cache)?),
        Tool::Postgres => to.postgres = Some(postgres::ensure()?),
        Tool::Chromium => to.chromium = Some(browser::ensure()?),
        Tool::BrowserPackages => packages::ensure(workspace)?,
        Tool::Clients => to.python = clients::ensure(workspace, cache)?,
    }
    Ok(())
}
