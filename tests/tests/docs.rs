//! Documents tell the truth: generated ones are those of the code, and every path that one names exists.

#[path = "docs/catalogue.rs"]
mod catalogue;
#[path = "docs/coverage.rs"]
mod coverage;
#[path = "docs/examples.rs"]
mod examples;
#[path = "docs/paths.rs"]
mod paths;
#[path = "docs/problems.rs"]
mod problems;
#[path = "docs/scenario.rs"]
mod scenario;

use std::fs;

use anyhow::{Result, ensure};

#[test]
fn the_page_of_problems_is_fresh() -> Result<()> {
    fresh("docs/problems.md", &problems::page())
}

#[test]
fn the_page_of_the_catalogue_is_fresh() -> Result<()> {
    fresh("docs/catalogue.md", &catalogue::page()?)
}

#[test]
fn the_page_of_coverage_is_fresh() -> Result<()> {
    fresh("docs/coverage.md", &coverage::page()?)
}

#[test]
fn the_example_of_a_scenario_has_no_problems() -> Result<()> {
    scenario::example()
}

#[test]
fn every_path_that_a_page_names_exists() -> Result<()> {
    let missing = paths::missing()?;
    ensure!(
        missing.is_empty(),
        "named but not there:\n{}",
        missing.join("\n")
    );
    Ok(())
}

/// Compares a page with its file, or writes it when expectations are updated.
fn fresh(label: &str, page: &str) -> Result<()> {
    let path = tests::workspace().join(label);
    if tests::updating() {
        return Ok(fs::write(path, page)?);
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    let same = written == page;
    ensure!(
        same,
        "{label} is stale: run `UPDATE=1 cargo test -p tests --test docs` and review the difference"
    );
    Ok(())
}
