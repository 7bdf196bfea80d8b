//! Scenarios: an error names its place; what is read is saved and read again as the same, and decided alike on
//! every way.

use anyhow::{Result, ensure};
use engine::{Scenario, problem::Code};

use super::{account, alike, inputs, on_account};

pub fn inputs() -> Result<Vec<Vec<u8>>> {
    inputs::at("/eval/scenario")
}

pub fn attempt(bytes: &[u8]) -> Result<()> {
    let scenario = match Scenario::from_json(bytes) {
        Ok(scenario) => scenario,
        Err(problem) => {
            ensure!(problem.code == Code::BadScenario, "{problem:?}");
            ensure!(!problem.detail.is_empty(), "an error without words");
            return Ok(());
        }
    };
    let saved = serde_json::to_vec(&scenario)?;
    let again = Scenario::from_json(&saved).map_err(|it| anyhow::anyhow!("{it:?}"))?;
    ensure!(serde_json::to_vec(&again)? == saved, "saved twice differs");
    on_account(|facts| {
        let problems = engine::check(&scenario, &facts.dictionaries);
        let same = problems == engine::check(&again, &facts.dictionaries);
        ensure!(same, "other problems after saving");
        Ok(())
    })?;
    alike::decided(&[scenario], account()).map(drop)
}
