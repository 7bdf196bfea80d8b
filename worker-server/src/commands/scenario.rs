//! Reading a scenario file: the JSON that the panel saves.

use std::path::Path;

use anyhow::{Result, anyhow};
use engine::Scenario;

use super::output;

/// The scenario of a file, or of standard input if the path is `-`.
pub fn read(path: &Path) -> Result<Scenario> {
    let bytes = super::read(path)?;
    Scenario::from_json(&bytes)
        .map_err(|problem| anyhow!("{}: {}", path.display(), output::line(&problem)))
}
