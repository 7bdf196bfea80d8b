//! The PostgreSQL of the tests: what the machine has, or Debian's package.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::apt;

/// Where Debian puts each version's programs, which are not on PATH.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The folder of `initdb` and `pg_ctl`; installed by apt where that is possible.
pub fn ensure() -> Result<PathBuf> {
    if let Some(folder) = installed() {
        return Ok(folder);
    }
    println!("set-up: no PostgreSQL on this machine, asking apt for it");
    apt::install(&["postgresql"]).context(
        "the tests need PostgreSQL 14 or newer. Install it (`sudo apt-get install postgresql`), \
         or put its `initdb` and `pg_ctl` on PATH",
    )?;
    installed().context("apt has installed PostgreSQL, but its programs are not found")
}

fn installed() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path: Vec<PathBuf> = env::split_paths(&path).collect();
    on_path.into_iter().chain(debian()).find(|it| is_whole(it))
}

/// Debian's versions, the newest first.
fn debian() -> Vec<PathBuf> {
    let entries = fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let version = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    folders.sort_by_key(|path| std::cmp::Reverse(version(path)));
    folders.iter().map(|path| path.join("bin")).collect()
}

fn is_whole(folder: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"]
        .iter()
        .all(|name| folder.join(name).is_file())
}
