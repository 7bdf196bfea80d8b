//! Reading a facts file (docs/facts.md).

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use engine::Snapshot;

/// Facts of a file, or of standard input if the path is `-`.
pub fn read(path: &Path) -> Result<Snapshot> {
    of(path, &text(path)?)
}

/// The text of such a file.
pub fn text(path: &Path) -> Result<String> {
    let bytes = super::read(path)?;
    String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", path.display()))
}

/// The facts of a text that was read from a file.
pub fn of(path: &Path, text: &str) -> Result<Snapshot> {
    // The error's text holds its cause already.
    Snapshot::from_json(text).map_err(|error| anyhow!("{}: {error}", path.display()))
}
