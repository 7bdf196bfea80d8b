//! `zen-engine`: the blocks of a work are the rows of a decision table, of which the first that holds counts.

use anyhow::{Context, Result};
use futures_executor::block_on;
use serde_json::{Value as Json, json};
use zen_engine::{Decision, DecisionEngine, model::DecisionContent};
use zen_expression::Variable;

use crate::{
    contest::Contestant,
    work::{Block, Work},
    zen,
};

/// Compiled decisions and the event.
pub struct ZenTables {
    w1: Decision,
    w2: Decision,
    w3: Vec<Decision>,
    event: Variable,
    bytes: String,
}

impl ZenTables {
    /// Translates and compiles.
    pub fn new(work: &Work) -> Result<Self> {
        Ok(Self {
            w1: decision(std::slice::from_ref(&work.w1))?,
            w2: decision(&work.w2)?,
            w3: work
                .w3
                .iter()
                .map(|it| decision(it))
                .collect::<Result<_>>()?,
            event: work.event.clone().into(),
            bytes: work.bytes.clone(),
        })
    }

    fn first(&self, decision: &Decision, event: &Variable) -> i64 {
        let response = block_on(decision.evaluate(event.clone()));
        let row = response.ok().and_then(|it| it.result.dot("row"));
        let number = row.map(|row| row.to_value());
        number
            .and_then(|it| it.as_f64())
            .map_or(-1, |row| row as i64)
    }
}

impl Contestant for ZenTables {
    fn name(&self) -> &'static str {
        "zen-engine 2.1, tables"
    }

    fn w1(&mut self) -> Option<bool> {
        Some(self.first(&self.w1, &self.event) == 0)
    }

    fn w2(&mut self) -> Option<i64> {
        Some(self.first(&self.w2, &self.event))
    }

    fn w3(&mut self) -> Option<Vec<i64>> {
        let first = self.w3.iter().map(|it| self.first(it, &self.event));
        Some(first.collect())
    }

    fn w5(&mut self) -> Option<i64> {
        let event: Json = serde_json::from_str(&self.bytes).ok()?;
        Some(self.first(&self.w2, &event.into()))
    }
}

fn decision(blocks: &[Block]) -> Result<Decision> {
    let rows = blocks.iter().enumerate().map(|(index, block)| {
        json!({ "_id": index.to_string(), "when": zen::condition(block), "row": index.to_string() })
    });
    let table = json!({
        "hitPolicy": "first",
        "inputs": [{ "id": "when", "name": "when" }],
        "outputs": [{ "id": "row", "name": "row", "field": "row" }],
        "rules": rows.collect::<Vec<_>>(),
    });
    let graph = json!({
        "nodes": [
            { "id": "in", "name": "in", "type": "inputNode" },
            { "id": "table", "name": "table", "type": "decisionTableNode", "content": table },
            { "id": "out", "name": "out", "type": "outputNode" },
        ],
        "edges": [
            { "id": "a", "sourceId": "in", "targetId": "table", "type": "edge" },
            { "id": "b", "sourceId": "table", "targetId": "out", "type": "edge" },
        ],
    });
    let content: DecisionContent = serde_json::from_value(graph)?;
    let decision = DecisionEngine::default().create_decision(content.into());
    let mut decision = decision.ok().context("zen-engine refuses the table")?;
    decision.compile();
    Ok(decision)
}
