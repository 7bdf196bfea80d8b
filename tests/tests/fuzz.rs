//! Hostile input: damaged golden cases, and inputs that once were findings. Nothing fails, panics or hangs.
//!
//! `FUZZ=1000000 cargo test -p tests --test fuzz` goes on for longer; `cargo xtask fuzz` searches (docs/fuzzing.md).

use std::{fs, panic};

use anyhow::{Context, Result, anyhow, ensure};
use tests::{
    fuzz::{self, Target, damage::damaged},
    random::Random,
    workspace,
};

/// Damaged inputs of each sort.
const INPUTS: usize = 2_000;

fn asked() -> usize {
    let more = std::env::var("FUZZ").ok();
    more.and_then(|more| more.parse().ok()).unwrap_or(INPUTS)
}

fn attempt(target: &Target, input: &[u8]) -> Result<()> {
    let done = panic::catch_unwind(|| (target.attempt)(input));
    done.map_err(|_| anyhow!("a panic"))
        .and_then(|done| done)
        .with_context(|| format!("{}: {:?}", target.name, String::from_utf8_lossy(input)))
}

/// Damaged inputs; a finding is told with its input and seed.
fn damage(name: &str) -> Result<()> {
    let target = fuzz::target(name)?;
    let inputs = (target.inputs)()?;
    for seed in 0..asked() / target.slow {
        let input = damaged(&inputs, &mut Random::new(seed as u64));
        attempt(target, &input).with_context(|| format!("seed {seed}"))?;
    }
    Ok(())
}

#[test]
fn damaged_templates() -> Result<()> {
    damage("template")
}

#[test]
fn damaged_scenarios() -> Result<()> {
    damage("scenario")
}

#[test]
fn damaged_constants() -> Result<()> {
    damage("condition")
}

#[test]
fn damaged_facts() -> Result<()> {
    damage("facts")
}

#[test]
fn damaged_hooks() -> Result<()> {
    damage("hook")
}

#[test]
fn damaged_expressions() -> Result<()> {
    damage("pattern")
}

#[test]
fn damaged_inputs_on_both_targets() -> Result<()> {
    damage("equality")
}

#[test]
fn what_was_found_once_is_mended() -> Result<()> {
    let mut tried = 0;
    for target in &fuzz::TARGETS {
        let folder = workspace().join("tests/fuzz/found").join(target.name);
        let Ok(files) = fs::read_dir(folder) else {
            continue;
        };
        for file in files {
            let path = file?.path();
            attempt(target, &fs::read(&path)?).with_context(|| path.display().to_string())?;
            tried += 1;
        }
    }
    ensure!(tried > 0, "tests/fuzz/found has no findings");
    Ok(())
}
