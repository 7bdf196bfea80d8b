//! Hostile input: for each sort of it a function that fails when something does not hold that always must.
//!
//! `tests/tests/fuzz.rs` gives them damaged golden cases in every run of the tests, libFuzzer
//! (`cargo xtask fuzz`, docs/fuzzing.md) whatever leads further into the code.

pub mod alike;
mod condition;
pub mod damage;
mod equality;
mod facts;
mod hook;
mod inputs;
mod pattern;
mod scenario;
mod template;

use std::sync::OnceLock;

use anyhow::{Context, Result};
use engine::Snapshot;
use serde_json::json;

use crate::case;

/// A sort of input.
pub struct Target {
    /// What it is called on the command line.
    pub name: &'static str,
    /// Tries one input; an error or a panic is a finding.
    pub attempt: fn(&[u8]) -> Result<()>,
    /// Inputs to begin with: what the golden cases ask.
    pub inputs: fn() -> Result<Vec<Vec<u8>>>,
    /// How many times slower it is than the others.
    pub slow: usize,
}

/// Every sort.
pub const TARGETS: [Target; 7] = [
    Target {
        name: "template",
        attempt: template::attempt,
        inputs: template::inputs,
        slow: 1,
    },
    Target {
        name: "scenario",
        attempt: scenario::attempt,
        inputs: scenario::inputs,
        slow: 4,
    },
    Target {
        name: "condition",
        attempt: condition::attempt,
        inputs: condition::inputs,
        slow: 4,
    },
    Target {
        name: "facts",
        attempt: facts::attempt,
        inputs: facts::inputs,
        slow: 1,
    },
    Target {
        name: "hook",
        attempt: hook::attempt,
        inputs: hook::inputs,
        slow: 1,
    },
    Target {
        name: "pattern",
        attempt: pattern::attempt,
        inputs: pattern::inputs,
        slow: 1,
    },
    Target {
        name: "equality",
        attempt: equality::attempt,
        inputs: equality::inputs,
        slow: 20,
    },
];

/// The target of this name.
///
/// # Errors
/// When there is none; the message lists them.
pub fn target(name: &str) -> Result<&'static Target> {
    let found = TARGETS.iter().find(|target| target.name == name);
    found.with_context(|| {
        let names = TARGETS.map(|target| target.name).join(", ");
        format!("there is no fuzz target {name:?}; there are {names}")
    })
}

/// The account of the golden cases with a deal, as JSON.
fn account() -> &'static str {
    static ACCOUNT: OnceLock<String> = OnceLock::new();
    ACCOUNT.get_or_init(|| {
        let own = json!({ "like": "deal", "now": "2024-02-29T12:05:00+03:00" });
        let facts = case::facts(&own).expect("the shared facts of the golden cases can be read");
        facts.to_string()
    })
}

/// Does something with the facts of that account.
fn on_account<T>(work: impl FnOnce(&Snapshot) -> T) -> T {
    thread_local! {
        static SNAPSHOT: Snapshot = Snapshot::from_json(account()).expect("those facts can be read");
    }
    SNAPSHOT.with(work)
}
