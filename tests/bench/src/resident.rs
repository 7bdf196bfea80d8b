//! Scenarios and facts that stay inside and are asked by number, natively and as WebAssembly under Node.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use engine::{Resident, Scenario, snapshot::Names};
use serde_json::json;

use crate::{events, node::Row, ours, work::Work};

const ROUNDS: usize = 21;
/// Where `cargo xtask bench` puts the module and its glue.
const MODULE: &str = "ENGINE_JS";

/// A resident with the scenarios of W3 and all events.
pub fn native(work: &Work) -> Result<Resident> {
    let mut resident = Resident::new(Names::from_json(&ours::facts(work).to_string())?);
    resident.load(scenarios(work));
    for facts in events::events(work) {
        resident.keep(facts.as_bytes())?;
    }
    Ok(resident)
}

fn scenarios(work: &Work) -> Vec<Scenario> {
    let scenario = |blocks: &Vec<_>| ours::scenario(blocks, &work.event);
    work.w3.iter().map(scenario).collect()
}

/// What the module under Node is given: its folder, and a file with scenarios and facts.
pub struct Given {
    pub module: PathBuf,
    pub file: PathBuf,
}

/// Writes the file; `None` where the module was not built.
pub fn given(work: &Work) -> Result<Option<Given>> {
    let Some(module) = std::env::var_os(MODULE).map(PathBuf::from) else {
        return Ok(None);
    };
    let one = |blocks: &[_]| vec![ours::scenario(blocks, &work.event)];
    let given = json!({
        "facts": ours::facts(work),
        "w1": one(std::slice::from_ref(&work.w1)),
        "w2": one(&work.w2),
        "w3": scenarios(work),
        "events": events::events(work),
    });
    let file = module.join("given.json");
    fs::write(&file, given.to_string()).with_context(|| file.display().to_string())?;
    Ok(Some(Given { module, file }))
}

/// Prints what deciding all scenarios on all events takes on both sides.
pub fn compare(work: &Work, rows: &[Row]) -> Result<()> {
    let mut native = native(work)?;
    let passing = native.decide(None, None).len();
    let own = median(|| native.decide(None, None).len());
    println!(
        "\n{} events × {} scenarios, facts resident: {passing} blocks pass.\nNative: {}.",
        events::COUNT,
        work.w3.len(),
        crate::measure::time(own)
    );
    let Some(row) = rows.iter().find(|row| row.times.contains_key("resident")) else {
        println!("The module for Node was not built.");
        return Ok(());
    };
    ensure!(
        row.passing == Some(passing),
        "{}: {:?} blocks pass instead of {passing}",
        row.name,
        row.passing
    );
    let theirs = row.times["resident"];
    println!(
        "{}: {}, {:.2} of native.",
        row.name,
        crate::measure::time(theirs),
        theirs / own
    );
    Ok(())
}

/// Bytes of the module before and after brotli, as Node counts them.
pub fn size(module: &Path) -> Result<String> {
    let output = std::process::Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/node/size.mjs"))
        .arg(module.join("engine_js_bg.wasm"))
        .output()
        .context("node does not start")?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn median(mut work: impl FnMut() -> usize) -> f64 {
    let mut samples = [0.0; ROUNDS];
    for sample in &mut samples {
        let start = Instant::now();
        std::hint::black_box(work());
        *sample = start.elapsed().as_nanos() as f64;
    }
    samples.sort_by(f64::total_cmp);
    samples[ROUNDS / 2]
}
