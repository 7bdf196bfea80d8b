//! Packages of Debian and Ubuntu, where the machine has apt and we may use it.

use std::path::Path;

use anyhow::{Result, bail};

use crate::process;

/// Installs packages without what they only recommend.
pub fn install(packages: &[&str]) -> Result<()> {
    if !nix::unistd::geteuid().is_root() {
        bail!("installing packages needs root rights");
    }
    if !Path::new("/usr/bin/apt-get").exists() {
        bail!("this machine has no apt");
    }
    // Package lists of a fresh machine or container are missing or old.
    apt(&["update"], &[])?;
    apt(&["install", "--yes", "--no-install-recommends"], packages)
}

fn apt(arguments: &[&str], packages: &[&str]) -> Result<()> {
    let mut command = process::command("apt-get");
    process::run(
        command
            .args(arguments)
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}
