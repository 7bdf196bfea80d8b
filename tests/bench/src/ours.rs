//! The product's engine with its full trace: every row of every block, both sides; templates as parsed.

use anyhow::Result;
use engine::{
    EntityKind, EntityRef, Program, Run, Snapshot, Template,
    log::BlockStatus,
    scenario::{Block as SavedBlock, Condition, Joiner, Offset, OffsetUnit, Operand, Scenario},
};
use serde_json::{Value as Json, json};

use crate::{
    contest::Contestant,
    letter,
    work::{Block, Test, Work},
};

/// Compiled scenarios and the snapshot.
pub struct Ours {
    snapshot: Snapshot,
    run: Run,
    w1: Program,
    w2: Program,
    w3: Vec<Program>,
    letter: Template,
}

impl Ours {
    /// Translates and compiles.
    pub fn new(work: &Work) -> Result<Self> {
        let lead = &work.event["lead"];
        let program = |blocks: &[Block]| engine::compile(&scenario(blocks, &work.event));
        let entity = EntityRef {
            kind: EntityKind::Lead,
            id: lead["id"].as_u64().unwrap_or_default(),
        };
        Ok(Self {
            snapshot: Snapshot::from_json(&facts(work).to_string())?,
            run: Run::new("lead_changed", entity),
            w1: program(std::slice::from_ref(&work.w1)),
            w2: program(&work.w2),
            w3: work.w3.iter().map(|blocks| program(blocks)).collect(),
            letter: Template::parse(&letter::ours(&work.letter)),
        })
    }

    fn first(&self, program: &Program) -> i64 {
        let decided = engine::eval(program, &self.run, &self.snapshot);
        let found = decided
            .blocks
            .iter()
            .position(|block| block.status == BlockStatus::Done);
        found.map_or(-1, |index| index as i64)
    }
}

impl Contestant for Ours {
    fn name(&self) -> &'static str {
        "triggers engine, as text and unprepared"
    }

    fn w1(&mut self) -> Option<bool> {
        Some(self.first(&self.w1) == 0)
    }

    fn w2(&mut self) -> Option<i64> {
        Some(self.first(&self.w2))
    }

    fn w3(&mut self) -> Option<Vec<i64>> {
        let first = self.w3.iter().map(|program| self.first(program));
        Some(first.collect())
    }

    fn w4(&mut self) -> Option<String> {
        Some(self.letter.render(&self.snapshot).text)
    }
}

pub fn scenario(blocks: &[Block], event: &Json) -> Scenario {
    let blocks = blocks.iter().enumerate().map(|(index, block)| SavedBlock {
        id: index.to_string(),
        conditions: block.iter().map(|test| condition(test, event)).collect(),
        ..SavedBlock::default()
    });
    Scenario {
        event: "lead_changed".into(),
        blocks: blocks.collect(),
        ..Scenario::default()
    }
}

fn condition(test: &Test, event: &Json) -> Condition {
    let (left, operator, right) = row(test, event);
    Condition {
        joiner: Joiner::And,
        left: Some(Operand {
            path: left,
            ..Operand::default()
        }),
        operator: Some(operator.to_owned()),
        right: Some(right),
        ..Condition::default()
    }
}

fn row(test: &Test, event: &Json) -> (String, &'static str, Operand) {
    let field = |id: &u64| format!("lead.cf({id})");
    match test {
        Test::StatusEq { v } => {
            let stage = json!({ "pipeline": event["lead"]["pipeline_id"], "status": v });
            ("lead.status".into(), "eq", constant("const.stage", stage))
        }
        Test::PipelineEq { v } => (
            "lead.pipeline".into(),
            "eq",
            constant("const.pipeline", json!(v)),
        ),
        Test::ResponsibleIn { v } => ("lead.responsible.id".into(), "in", texts(v)),
        Test::PriceGt { v } => (
            "lead.budget".into(),
            "gt",
            constant("const.number", json!(v)),
        ),
        Test::PriceLt { v } => (
            "lead.budget".into(),
            "lt",
            constant("const.number", json!(v)),
        ),
        Test::NameIcontains { v, .. } => (
            "lead.name".into(),
            "contains",
            constant("const.text", json!(v)),
        ),
        Test::CfEnumIn { field: id, v } if is_multiple(*id, event) => {
            (field(id), "has_any", texts(v))
        }
        Test::CfEnumIn { field: id, v } => (field(id), "in", texts(v)),
        Test::CfTextEq { field: id, v } => (field(id), "eq", constant("const.text", json!(v))),
        Test::CfNumGt { field: id, v } => (field(id), "gt", constant("const.number", json!(v))),
        Test::TagHas { v } => (
            "lead.tags".into(),
            "contains",
            constant("const.tag", json!(v)),
        ),
        Test::OlderDays { v } => ("lead.created_at".into(), "lt", days_ago(*v)),
    }
}

fn constant(path: &str, value: Json) -> Operand {
    Operand {
        path: path.to_owned(),
        value: Some(value),
        offset: None,
    }
}

fn days_ago(days: i64) -> Operand {
    let amount = i32::try_from(-days).unwrap_or(i32::MIN);
    let offset = Some(Offset {
        amount,
        unit: OffsetUnit::Days,
    });
    Operand {
        path: "now.datetime".to_owned(),
        value: None,
        offset,
    }
}

fn texts(ids: &[u64]) -> Operand {
    constant("const.list", ids.iter().map(u64::to_string).collect())
}

fn is_multiple(id: u64, event: &Json) -> bool {
    fields(event)
        .iter()
        .any(|it| it["field_id"] == json!(id) && it["field_type"] == "multiselect")
}

fn fields(event: &Json) -> Vec<Json> {
    event["lead"]["custom_fields_values"]
        .as_array()
        .cloned()
        .unwrap_or_default()
}

/// The event as a facts file.
pub fn facts(work: &Work) -> Json {
    let event = &work.event;
    let fields: Vec<Json> = fields(event)
        .iter()
        .map(|it| json!({ "id": it["field_id"], "name": it["field_name"], "type": it["field_type"] }))
        .collect();
    let mut pipeline = event["pipeline"].clone();
    pipeline["_embedded"] = json!({ "statuses": [event["status"]] });
    let mut user = event["user"].clone();
    user["phone_number"] = event["user"]["phone"].clone(); // amoCRM's name of it
    json!({
        "now": event["now"], "account": event["account"], "users": [user],
        "pipelines": [pipeline], "custom_fields": { "leads": fields },
        "lead": event["lead"], "contacts": event["contacts"], "company": event["company"],
    })
}
