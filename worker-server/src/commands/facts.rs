//! Reading a facts file (docs/facts.md).

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use engine::Snapshot;

/// Facts of a file, or of standard input if the path is `-`.
pub fn read(path: &Path) -> Result<Snapshot> {
    let bytes = super::read(path)?;
    let text =
        String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", path.display()))?;
    // The error's text holds its cause already.
    Snapshot::from_json(&text).map_err(|error| anyhow!("{}: {error}", path.display()))
}
