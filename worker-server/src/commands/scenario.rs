//! Reading a scenario file: the JSON that the panel saves.

use std::path::Path;

use anyhow::{Context, Result};
use engine::{Scenario, problem::Code};

/// The scenario of a file, or of standard input if the path is `-`.
pub fn read(path: &Path) -> Result<Scenario> {
    let bytes = super::read(path)?;
    serde_json::from_slice(&bytes).with_context(|| {
        let code = Code::BadScenario;
        format!(
            "{}: Код {} — {}",
            path.display(),
            code.number(),
            code.text()
        )
    })
}
