//! The standard library for wasm32-unknown-unknown.

use std::path::Path;

use anyhow::{Context, Result};

use crate::process;

/// The target of the panel and of the engine's second build.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target to the toolchain in use, unless it has it.
pub fn ensure() -> Result<()> {
    // Asking the compiler also finds a target that came from a distribution's package.
    let folder = process::read(process::command("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        TARGET,
    ]))?;
    if Path::new(&folder).is_dir() {
        return Ok(());
    }
    println!("set-up: the target {TARGET} is missing, adding it to this toolchain");
    process::run(process::command("rustup").args(["target", "add", TARGET]))
        .with_context(|| format!("add the target by hand: `rustup target add {TARGET}`"))
}
