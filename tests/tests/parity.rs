//! Thousands of random templates and scenarios: both targets give the same bytes, and neither ever stops.

#[path = "parity/facts.rs"]
mod facts;
#[path = "parity/scenario.rs"]
mod scenario;
#[path = "parity/template.rs"]
mod template;

use std::panic;

use anyhow::{Context, Result, anyhow, ensure};
use serde_json::{Value as Json, json};
use tests::{random::Random, target::Target};

/// Requests of each sort; `PARITY=100000` asks for more.
const REQUESTS: usize = 1000;
/// Decisions, whose digests the browser and the server compare.
const DECISIONS: usize = 10_000;

#[test]
fn random_templates_give_equal_bytes() -> Result<()> {
    compare(
        REQUESTS,
        |random| json!({ "render": { "template": template::text(random, 0), "facts": facts::facts(random) } }),
    )
}

#[test]
fn random_scenarios_give_equal_bytes() -> Result<()> {
    compare(REQUESTS, |random| {
        let scenario = scenario::scenario(random);
        json!({ "eval": { "scenario": scenario, "facts": facts::facts(random) } })
    })
}

#[test]
fn random_decisions_have_equal_digests() -> Result<()> {
    compare(DECISIONS, |random| {
        let scenario = scenario::scenario(random);
        json!({ "digest": { "scenario": scenario, "facts": facts::facts(random) } })
    })
}

#[test]
fn random_checks_give_equal_bytes() -> Result<()> {
    compare(REQUESTS, |random| {
        let scenario = scenario::scenario(random);
        json!({ "check": { "scenario": scenario, "facts": facts::facts(random) } })
    })
}

#[test]
fn random_conditions_give_equal_bytes() -> Result<()> {
    compare(REQUESTS, |random| {
        let (left, operator, right) = scenario::comparison(random);
        let facts = facts::facts(random);
        json!({ "compare": { "left": left, "operator": operator, "right": right, "facts": facts } })
    })
}

/// Asks both targets the same; a difference or a panic is told with its seed and request.
fn compare(requests: usize, request: impl Fn(&mut Random) -> Json) -> Result<()> {
    let mut wasm = Target::wasm()?;
    let count = std::env::var("PARITY")
        .ok()
        .and_then(|count| count.parse().ok());
    for seed in 0..count.unwrap_or(requests) {
        let request = request(&mut Random::new(seed as u64)).to_string();
        let place = || format!("seed {seed}: {request}");
        let native = panic::catch_unwind(|| engine_wasm::answer(&request));
        let native = native
            .map_err(|_| anyhow!("the engine panics"))
            .with_context(place)?;
        let wasm = wasm.ask(&request).with_context(place)?;
        ensure!(
            native == wasm,
            "{}\nnative: {native}\nwasm:   {wasm}",
            place()
        );
        let understood = !native.starts_with("{\"error\"");
        ensure!(
            understood,
            "{}\nthe request is not understood: {native}",
            place()
        );
    }
    Ok(())
}
