//! The digest of a decision: equal on every machine that decided the same on the same grounds.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::Decision;
use crate::{Problem, Run, log::TriggerLog};

/// Changes when digests of the same decisions do.
const FORMAT: &str = "decision 1";

/// What a decision rests on.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    /// [`digest`] of the saved form of the scenario.
    pub scenario: &'a str,
    /// [`digest`] of the names of the account, as [`Names`](crate::snapshot::Names) reads them.
    pub names: &'a str,
    /// The facts themselves, JSON as it was read.
    pub facts: &'a str,
    /// Where the run stood.
    pub run: &'a Run,
}

/// SHA-256 of a text, as 64 hexadecimal digits.
pub fn digest(text: &str) -> String {
    hexadecimal(Sha256::digest(text.as_bytes()).as_slice())
}

impl Decision {
    /// SHA-256 over scenario, facts, statuses, effects and what comes next, as 64 hexadecimal digits.
    ///
    /// Texts of problems take no part, only their codes: a better wording is no other decision.
    pub fn digest(&self, basis: &Basis<'_>) -> String {
        let statuses = json!({
            "block": self.outcome.block,
            "status": self.outcome.status,
            "triggers": self.outcome.triggers.iter().map(told).collect::<Vec<_>>(),
            "effects": self.effects,
            "next": self.next,
        });
        let run = json!(basis.run).to_string();
        let parts = [
            FORMAT,
            basis.scenario,
            basis.names,
            basis.facts,
            &run,
            &statuses.to_string(),
        ];
        let mut hash = Sha256::new();
        for part in parts {
            // With its length before it no part can be taken for another one.
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        hexadecimal(hash.finalize().as_slice())
    }
}

fn told(log: &TriggerLog) -> serde_json::Value {
    let code = |problem: &Problem| problem.code;
    json!({
        "trigger": log.trigger,
        "status": log.status,
        "effects": log.effects,
        "due": log.due,
        "codes": log.problems.iter().map(code).collect::<Vec<_>>(),
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
