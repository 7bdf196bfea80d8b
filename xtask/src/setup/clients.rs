//! The Python environment with the independent amoCRM clients.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::cache::Cache;
use crate::process;
use crate::workspace::Workspace;

/// The Python that has the clients, if the workspace asks for any.
pub fn ensure(workspace: &Workspace, cache: &Cache) -> Result<Option<PathBuf>> {
    let requirements = workspace.root.join("tests/clients/requirements.txt");
    if !requirements.exists() {
        return Ok(None);
    }
    let wanted = fs::read(&requirements).context("tests/clients/requirements.txt can't be read")?;
    let version = format!("{:016x}", fingerprint(&wanted));
    let place = cache.install("clients", &version, |folder| fill(folder, &requirements))?;
    Ok(Some(place.join("bin/python")))
}

fn fill(folder: &Path, requirements: &Path) -> Result<()> {
    process::run(process::command("python3").args(["-m", "venv"]).arg(folder))
        .context("a Python environment can't be made; Debian: `apt-get install python3-venv`")?;
    // Only the interpreter is used later on: it still works after the folder was renamed.
    let mut pip = process::command(&folder.join("bin/python").to_string_lossy());
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
    ]);
    process::run(pip.arg(requirements))
}

/// FNV-1a: enough to tell versions of a file apart, and the same with every compiler.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_fnv_1a() {
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fingerprint(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
