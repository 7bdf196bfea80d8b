//! wasm-opt, from the npm package `binaryen`.

use std::path::PathBuf;

use anyhow::Result;

use super::cache::Cache;
use super::versions;
use crate::process;

/// The folder with `wasm-opt`.
pub fn ensure(cache: &Cache) -> Result<PathBuf> {
    let place = cache.install("binaryen", versions::BINARYEN, |folder| {
        let mut npm = process::command("npm");
        npm.args([
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--prefix",
        ]);
        npm.arg(folder)
            .arg(format!("binaryen@{}", versions::BINARYEN));
        process::run(&mut npm)
    })?;
    Ok(place.join("node_modules/.bin"))
}
