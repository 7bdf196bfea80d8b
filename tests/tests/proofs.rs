//! What the check proves of random blocks is never contradicted by deciding them on many facts.

#[path = "proofs/facts.rs"]
mod facts;
#[path = "proofs/rows.rs"]
mod rows;

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use engine::{
    EntityKind, EntityRef, Problem, Run, Scenario, Snapshot,
    log::{BlockLog, BlockStatus},
    problem::Code,
    scenario::Block,
    snapshot::Dictionaries,
};
use serde_json::Value as Json;
use tests::random::Random;

/// Random scenarios; `PROOFS=100000` asks for more.
const SCENARIOS: usize = 2500;
/// Different facts.
const POOL: usize = 1000;
/// Facts on which every claim is tried.
const FACTS: usize = 60;

#[test]
fn random_facts_never_contradict_a_claim_of_the_check() -> Result<()> {
    let more = std::env::var("PROOFS").ok();
    let count = more.and_then(|more| more.parse().ok()).unwrap_or(SCENARIOS);
    let mut random = Random::new(0);
    let pool = (0..POOL).map(|_| Snapshot::from_json(&facts::facts(&mut random).to_string()));
    let pool: Vec<Snapshot> = pool.collect::<Result<_, _>>()?;
    let mut seen: BTreeMap<u16, usize> = BTreeMap::new();
    for seed in 0..count {
        let mut random = Random::new(seed as u64);
        let written = rows::scenario(&mut random);
        let scenario: Scenario = serde_json::from_value(written.clone())?;
        // Every third time nothing is known of the account.
        let nothing = Dictionaries::default();
        let names = match seed % 3 {
            0 => &nothing,
            _ => &*pool[0].dictionaries,
        };
        let problems = engine::check(&scenario, names);
        let claims: Vec<&Problem> = problems.iter().filter(|it| is_claim(it)).collect();
        for claim in &claims {
            *seen.entry(claim.code.number()).or_default() += 1;
        }
        if claims.is_empty() {
            continue;
        }
        for _ in 0..FACTS {
            let snapshot = &pool[random.below(POOL)];
            for claim in &claims {
                try_claim(claim, &scenario, snapshot).with_context(|| {
                    format!("seed {seed}: {}", shown(claim, &written, snapshot))
                })?;
            }
        }
    }
    println!("claims by code: {seen:?}");
    for code in [224, 225, 226, 227] {
        let claims = seen.get(&code).copied().unwrap_or_default();
        ensure!(
            claims * 300 > count,
            "only {claims} claims {code}: {seen:?}"
        );
    }
    Ok(())
}

fn is_claim(problem: &Problem) -> bool {
    matches!(
        problem.code,
        Code::Contradiction | Code::NeverRuns | Code::AlwaysRuns | Code::Shadowed
    )
}

fn try_claim(claim: &Problem, scenario: &Scenario, facts: &Snapshot) -> Result<()> {
    let numbers = numbers(&claim.path);
    let block = numbers.first().copied().unwrap_or_default();
    let done = |log: &BlockLog| log.status == BlockStatus::Done;
    match claim.code {
        Code::NeverRuns => {
            let of_deal = claim.detail.contains("одной сделки") && facts.lead.is_none();
            let runs = !of_deal && done(&log(scenario, block, facts));
            ensure!(!runs, "it runs: {claim:?}");
        }
        Code::AlwaysRuns => {
            let of_deal = claim.detail.contains("любой сделки") && facts.lead.is_none();
            let runs = of_deal || done(&log(scenario, block, facts));
            ensure!(runs, "it does not run: {claim:?}");
        }
        Code::Contradiction => {
            let log = log(scenario, block, facts);
            let rows = wanted(&claim.detail);
            let is_met = |(number, held): &(usize, bool)| {
                let row = log.rows.get(number.saturating_sub(1));
                row.and_then(|row| row.result) == Some(*held)
            };
            let met = rows.iter().all(is_met);
            ensure!(!rows.is_empty() && !met, "the rows hold: {claim:?}");
        }
        // A block that repeats another one runs with it; any other one does not run at all.
        Code::Shadowed => {
            let logs = engine::eval(&engine::compile(scenario), &run(), facts).blocks;
            let earlier = self::numbers(&claim.detail)
                .first()
                .copied()
                .unwrap_or_default();
            let before = logs
                .get(earlier.saturating_sub(1))
                .context("no such block")?;
            let repeats = claim.detail.contains("делает то же самое");
            let moved = facts.lead.is_some() && done(&logs[block]);
            ensure!(
                repeats || !moved,
                "block {earlier} is {:?}: {claim:?}",
                before.status
            );
        }
        _ => {}
    }
    Ok(())
}

/// The blocks, one row to a line, and what their rows give.
fn shown(claim: &Problem, scenario: &Json, facts: &Snapshot) -> String {
    let mut lines = vec![format!("{claim:?}")];
    let blocks = scenario["blocks"].as_array().into_iter().flatten();
    for block in blocks {
        let rows = block["conditions"].as_array().into_iter().flatten();
        lines.extend(rows.map(Json::to_string));
        lines.extend([block["formula"].to_string(), block["triggers"].to_string()]);
    }
    if let Ok(scenario) = serde_json::from_value::<Scenario>(scenario.clone()) {
        for log in engine::eval(&engine::compile(&scenario), &run(), facts).blocks {
            lines.extend(log.rows.iter().map(|row| format!("{row:?}")));
        }
    }
    lines.join("\n")
}

fn run() -> Run {
    let kind = EntityKind::Lead;
    Run::new("lead_changed", EntityRef { kind, id: 7 })
}

/// One block by itself, on the facts as they were at first.
fn log(scenario: &Scenario, block: usize, facts: &Snapshot) -> BlockLog {
    let alone = Scenario {
        blocks: vec![Block {
            triggers: Vec::new(),
            ..scenario.blocks[block].clone()
        }],
        ..Scenario::default()
    };
    engine::trace(&engine::compile(&alone), &run(), facts).0
}

/// The rows that a sentence names, each with the result that is wanted of it: «НЕ 2» is to fail.
fn wanted(detail: &str) -> Vec<(usize, bool)> {
    let words: Vec<&str> = detail.split_whitespace().collect();
    let rows = words.iter().enumerate().filter_map(|(at, word)| {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        Some((word.parse().ok()?, before != Some(&"НЕ")))
    });
    rows.collect()
}

/// The whole numbers of a text, in order.
fn numbers(text: &str) -> Vec<usize> {
    let words = text.split(|it: char| !it.is_ascii_digit());
    words.filter_map(|word| word.parse().ok()).collect()
}
