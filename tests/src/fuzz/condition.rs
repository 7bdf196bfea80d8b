//! Constants of every form against values of every type: an answer or a refusal, the same twice.

use anyhow::{Result, ensure};
use engine::scenario::Operand;
use serde_json::{Value as Json, json};

use super::{inputs, on_account};

/// Values, and the constants that they are offered.
const PAIRS: [(&str, &str); 6] = [
    ("lead.name", "const.text"),
    ("lead.budget", "const.range"),
    ("lead.created_at", "const.date"),
    ("lead.tags", "const.list"),
    ("lead.status", "const.stage"),
    ("contact.phone", "const.text"),
];

pub fn inputs() -> Result<Vec<Vec<u8>>> {
    inputs::at("/compare/right/value")
}

/// The constant is JSON, or else a text.
pub fn attempt(bytes: &[u8]) -> Result<()> {
    let text = String::from_utf8_lossy(bytes);
    let value = serde_json::from_str(&text).unwrap_or_else(|_| json!(text));
    let operand = |path: &str, value: Json| Operand {
        path: path.to_owned(),
        value: (!value.is_null()).then_some(value),
        ..Operand::default()
    };
    on_account(|facts| {
        for entry in engine::operators::all() {
            for (left, right) in PAIRS {
                let left = operand(left, Json::Null);
                let right = operand(right, value.clone());
                let compare = || engine::compare(&left, entry.code, Some(&right), facts);
                let same = format!("{:?}", compare()) == format!("{:?}", compare());
                ensure!(same, "{} {} differs", left.path, entry.code);
            }
        }
        Ok(())
    })
}
