//! Builds the engine as a WebAssembly module for JavaScript.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::process;
use crate::setup::{self, Tool, Toolbox};
use crate::workspace::Workspace;

/// What the module is made with.
const TOOLS: &[Tool] = &[Tool::WasmTarget, Tool::WasmBindgen, Tool::WasmOpt];
/// Names of the module and of its glue.
const NAME: &str = "engine_js";
/// Vector instructions, which browsers have had since 2023: texts are searched and JSON is read faster.
const VECTORS: (&str, &str) = (
    "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
    "-C target-feature=+simd128",
);

/// What it is built for.
#[derive(Clone, Copy)]
pub enum Profile {
    /// Tests.
    Dev,
    /// Users.
    Release,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            // As the panel's, so that the engine is compiled once.
            Self::Dev => "panel-dev",
            Self::Release => "engine-module",
        }
    }
}

/// Builds the module for Node; gives the folder that has it and its glue.
pub fn build(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    let tools = setup::ensure(workspace, TOOLS)?;
    let folder = workspace.target.join(NAME).join(profile.name());
    compile(workspace, profile)?;
    let built = workspace.target.join(setup::WASM_TARGET);
    let mut glue = tools.command("wasm-bindgen")?;
    glue.args(["--target", "nodejs", "--out-dir"]).arg(&folder);
    process::run(glue.arg(built.join(profile.name()).join(format!("{NAME}.wasm"))))?;
    if matches!(profile, Profile::Release) {
        shrink(&tools, folder.join(format!("{NAME}_bg.wasm")))?;
    }
    Ok(folder)
}

fn compile(workspace: &Workspace, profile: Profile) -> Result<()> {
    let mut cargo = workspace.cargo(&["build", "--package", "engine-js"]);
    cargo.args(["--profile", profile.name(), "--target", setup::WASM_TARGET]);
    if matches!(profile, Profile::Release) {
        cargo.env(VECTORS.0, VECTORS.1);
    }
    process::run(&mut cargo)
}

fn shrink(tools: &Toolbox, module: PathBuf) -> Result<()> {
    let mut optimise = tools.command("wasm-opt")?;
    optimise.args(["-O3", "--strip-debug", "--strip-producers"]);
    optimise.arg(&module).arg("--output").arg(&module);
    process::run(&mut optimise).context("the module can't be made smaller")
}
