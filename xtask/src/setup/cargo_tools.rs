//! The tools that cargo builds: Trunk and wasm-bindgen.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::cache::Cache;
use super::versions;
use crate::interrupt;
use crate::process;
use crate::workspace::Workspace;

/// The folder with `trunk`.
///
/// Without its default features it has neither TLS nor the update check: it only arranges
/// local files here, and builds in a fraction of the time.
pub fn trunk(cache: &Cache) -> Result<PathBuf> {
    install(cache, "trunk", versions::TRUNK, &["--no-default-features"])
}

/// The folder with `wasm-bindgen`, which must have exactly the version the panel links.
pub fn wasm_bindgen(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    let lock = fs::read_to_string(workspace.root.join("Cargo.lock"))
        .context("Cargo.lock can't be read")?;
    install(
        cache,
        "wasm-bindgen-cli",
        versions::locked(&lock, "wasm-bindgen")?,
        &[],
    )
}

/// Removes the folder of intermediate files, which is large and of no use after set-up.
pub fn forget_build(cache: &Cache) -> Result<()> {
    let folder = build_folder(cache);
    if !folder.exists() {
        return Ok(());
    }
    let _lock = cache.lock()?;
    match fs::remove_dir_all(&folder) {
        Err(error) if folder.exists() => Err(error).context("the build folder can't be removed"),
        _ => Ok(()),
    }
}

fn install(cache: &Cache, package: &str, version: &str, features: &[&str]) -> Result<PathBuf> {
    let place = cache.install(package, version, |folder| {
        let target = build_folder(cache);
        build(package, version, features, folder, &target)
    })?;
    Ok(place.join("bin"))
}

/// The author's lock file is tried first: the newest dependencies need not fit together.
/// A copy of the registry can lag behind it, so the second try does without.
fn build(package: &str, version: &str, features: &[&str], to: &Path, target: &Path) -> Result<()> {
    let attempt = |lock: &[&str]| {
        let mut command = process::command("cargo");
        command
            .args(["install", package, "--version", version])
            .args(lock)
            .args(features);
        command
            .arg("--root")
            .arg(to)
            .arg("--target-dir")
            .arg(target);
        // They only arrange files: a quick build serves better than quick programs.
        command.args([
            "--debug",
            "--no-track",
            "--config",
            "profile.dev.debug=false",
        ]);
        // An unusual setting of the caller must not reach the tools.
        command
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_BUILD_TARGET");
        process::run(&mut command)
    };
    match attempt(&["--locked"]) {
        Err(_) if !interrupt::requested() => {
            println!("set-up: trying {package} once more, with the newest dependencies");
            attempt(&[])
        }
        other => other,
    }
}

/// One folder for all of them, so that what they share is compiled once.
fn build_folder(cache: &Cache) -> PathBuf {
    cache.root().join("build")
}
