//! Damaged input: what the golden cases ask, with bytes changed, cut out and doubled. Nothing panics or hangs.
//!
//! `FUZZ=1000000 cargo test -p tests --test fuzz` goes on for longer; a finding is told with its input and seed.

use std::{panic, sync::Arc};

use anyhow::{Context, Result, anyhow, ensure};
use engine::{
    EntityKind, EntityRef, Fleet, Run, Scenario, Snapshot,
    payload::{Payload, Received},
    scenario::Operand,
    snapshot::Wanted,
};
use serde_json::{Value as Json, json};
use tests::{case, random::Random};

/// Damaged inputs of each sort.
const INPUTS: usize = 2_000;

fn asked() -> usize {
    let more = std::env::var("FUZZ").ok();
    more.and_then(|more| more.parse().ok()).unwrap_or(INPUTS)
}

/// Everything the golden cases ask, by the place in the request.
fn corpus(pointer: &str) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for case in case::files()?.iter().flat_map(|file| &file.cases) {
        for request in case.requests()? {
            texts.extend(request.pointer(pointer).map(|json| match json {
                Json::String(text) => text.clone(),
                other => other.to_string(),
            }));
        }
    }
    texts.sort();
    texts.dedup();
    ensure!(texts.len() > 20, "{pointer}: only {} inputs", texts.len());
    Ok(texts)
}

/// A text with a few bytes changed; what is no UTF-8 afterwards is replaced.
fn damaged(texts: &[String], random: &mut Random) -> String {
    let mut bytes = texts[random.below(texts.len())].clone().into_bytes();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(12)).min(bytes.len());
        match random.below(6) {
            0 if at < bytes.len() => bytes[at] = random.below(256) as u8,
            1 => drop(bytes.drain(at..end)),
            2 => {
                let copy = bytes[at..end].repeat(1 + random.below(40));
                bytes.splice(at..at, copy);
            }
            3 => drop(bytes.splice(at..at, random.pick(PIECES).bytes())),
            4 => {
                let other = &texts[random.below(texts.len())];
                let cut = random.below(other.len() + 1);
                bytes.truncate(at);
                bytes.extend_from_slice(&other.as_bytes()[cut..]);
            }
            _ => bytes.truncate(at),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Pieces that parsers stumble over.
const PIECES: &[&str] = &[
    "{{",
    "}}",
    "{",
    "}",
    "(",
    ")",
    ":",
    ",",
    "\\",
    "\"",
    "'",
    "[",
    "]",
    "null",
    "-",
    "1e999",
    "\0",
    "99999999999999999999",
    "0.0000000000000000000000000001",
    "ё",
    "🙂",
    "\u{202e}",
    "%5B",
    "&",
    "=",
    ":calc",
    ":round(99)",
    ":df(",
    ":dm(+99999999y)",
    "(a|a)*",
    "{1000}",
    "\\p{L}",
    "2024-02-30",
];

/// Gives damaged inputs to a function; a panic is told with its input.
fn fuzz(pointer: &str, target: impl Fn(&str) -> Result<()> + panic::RefUnwindSafe) -> Result<()> {
    let texts = corpus(pointer)?;
    for seed in 0..asked() {
        let input = damaged(&texts, &mut Random::new(seed as u64));
        let done = panic::catch_unwind(|| target(&input));
        done.map_err(|_| anyhow!("the engine panics"))
            .and_then(|done| done)
            .with_context(|| format!("seed {seed}: {input:?}"))?;
    }
    Ok(())
}

fn facts() -> Result<Snapshot> {
    let facts = case::facts(&json!({ "now": "2024-02-29T12:05:00+03:00" }))?;
    Ok(Snapshot::from_json(&facts.to_string())?)
}

#[test]
fn damaged_templates_are_rendered() -> Result<()> {
    let facts = facts()?;
    fuzz("/render/template", |text| {
        engine::render(text, &facts);
        Ok(())
    })
}

#[test]
fn damaged_scenarios_are_checked_and_decided() -> Result<()> {
    let facts = facts()?;
    let entity = EntityRef {
        kind: EntityKind::Lead,
        id: 1,
    };
    fuzz("/eval/scenario", |text| {
        let Ok(scenario) = serde_json::from_str::<Scenario>(text) else {
            return Ok(());
        };
        engine::check(&scenario, &facts.dictionaries);
        let program = engine::compile(&scenario);
        let run = Run::new(scenario.event.clone(), entity);
        engine::eval(&program, &run, &facts);
        Fleet::compile([&scenario], Arc::clone(&facts.dictionaries)).load(&facts);
        Ok(())
    })
}

#[test]
fn damaged_facts_are_read_or_refused() -> Result<()> {
    fuzz("/eval/facts", |text| {
        let whole = Snapshot::from_json(text);
        let wanted = Snapshot::wanted(text.as_bytes(), &Wanted::default(), &Arc::default());
        if let (Ok(whole), Ok(wanted)) = (&whole, &wanted) {
            ensure!(
                whole.now == wanted.now,
                "{} is not {}",
                wanted.now,
                whole.now
            );
        }
        ensure!(whole.is_err() || wanted.is_ok(), "only the whole is read");
        Ok(())
    })
}

#[test]
fn damaged_constants_and_patterns_are_compared() -> Result<()> {
    let facts = facts()?;
    let operators: Vec<&str> = engine::operators::all().map(|entry| entry.code).collect();
    let operators = &operators;
    fuzz("/compare/right/value", |text| {
        let operand = |path: &str, value: Json| Operand {
            path: path.to_owned(),
            value: (!value.is_null()).then_some(value),
            ..Operand::default()
        };
        let value = serde_json::from_str(text).unwrap_or_else(|_| json!(text));
        for code in operators {
            for (left, right) in [("lead.name", "const.text"), ("lead.budget", "const.range")] {
                let left = operand(left, Json::Null);
                let right = operand(right, value.clone());
                let _ = engine::compare(&left, code, Some(&right), &facts);
            }
        }
        Ok(())
    })
}

#[test]
fn damaged_payloads_become_variables() -> Result<()> {
    fuzz("/payload/body", |text| {
        for content_type in ["application/json", "application/x-www-form-urlencoded", ""] {
            Payload::read(Received {
                query: text,
                content_type,
                body: text.as_bytes(),
            });
        }
        Ok(())
    })
}
