//! `datalogic-rs`: every block is one compiled JSONLogic rule over the event's JSON.

use std::rc::Rc;

use anyhow::{Result, anyhow};
use datalogic_rs::{Engine, Logic, ParsedData};
use serde_json::{Value as Json, json};

use crate::{
    contest::{Compiled, Contestant, first},
    work::{Block, Test, Work},
};

/// Compiled rules and the event as the engine's own value.
pub struct Datalogic {
    engine: Engine,
    event: ParsedData,
    blocks: Rc<Compiled<Logic>>,
}

impl Datalogic {
    /// Translates and compiles.
    pub fn new(work: &Work) -> Result<Self> {
        let engine = Engine::new();
        let blocks = Compiled::new(work, |block: &Block| {
            let rule = json!({ "and": block.iter().map(rule).collect::<Vec<_>>() });
            engine
                .compile(&rule.to_string())
                .map_err(|error| anyhow!("{rule}: {error}"))
        })?;
        let event = ParsedData::from_json(&work.event.to_string())
            .map_err(|error| anyhow!("data/event.json: {error}"))?;
        Ok(Self {
            engine,
            event,
            blocks: Rc::new(blocks),
        })
    }

    fn answers(&self, ask: impl FnOnce(&mut dyn FnMut(&Logic) -> bool) -> i64) -> i64 {
        let mut session = self.engine.session();
        ask(&mut |block| {
            let answer = session
                .eval_borrowed(block, &self.event)
                .ok()
                .and_then(|it| it.as_bool());
            session.reset();
            answer == Some(true)
        })
    }
}

impl Contestant for Datalogic {
    fn name(&self) -> &'static str {
        "datalogic-rs 5.4"
    }

    fn w1(&mut self) -> bool {
        self.answers(|holds| i64::from(holds(&self.blocks.w1))) == 1
    }

    fn w2(&mut self) -> i64 {
        self.answers(|holds| first(&self.blocks.w2, holds))
    }

    fn w3(&mut self) -> Vec<i64> {
        let mut found = Vec::with_capacity(self.blocks.w3.len());
        self.answers(|holds| {
            found.extend(
                self.blocks
                    .w3
                    .iter()
                    .map(|blocks| first(blocks, &mut *holds)),
            );
            0
        });
        found
    }
}

fn rule(test: &Test) -> Json {
    let var = |path: &str| json!({ "var": path });
    match test {
        Test::StatusEq { v } => json!({ "==": [var("lead.status_id"), v] }),
        Test::PipelineEq { v } => json!({ "==": [var("lead.pipeline_id"), v] }),
        Test::ResponsibleIn { v } => json!({ "in": [var("lead.responsible_user_id"), v] }),
        Test::PriceGt { v } => json!({ ">": [var("lead.price"), v] }),
        Test::PriceLt { v } => json!({ "<": [var("lead.price"), v] }),
        Test::NameIcontains { cs, .. } => json!({ "in": [cs, var("lead.name")] }),
        Test::CfEnumIn { field, v } => values(*field, json!({ "in": [var("enum_id"), v] })),
        Test::CfTextEq { field, v } => values(*field, json!({ "==": [var("value"), v] })),
        Test::CfNumGt { field, v } => values(*field, json!({ ">": [var("value"), v] })),
        Test::TagHas { v } => {
            json!({ "some": [var("lead._embedded.tags"), { "==": [var("name"), v] }] })
        }
        Test::OlderDays { v } => {
            json!({ ">": [{ "-": [var("now"), var("lead.created_at")] }, v * 86_400] })
        }
    }
}

fn values(field: u64, test: Json) -> Json {
    json!({ "some": [{ "var": "lead.custom_fields_values" },
        { "and": [{ "==": [{ "var": "field_id" }, field] }, { "some": [{ "var": "values" }, test] }] }] })
}
