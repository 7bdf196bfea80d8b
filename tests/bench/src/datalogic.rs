//! `datalogic-rs`: every block is one compiled JSONLogic rule over the event's JSON, or over host look-ups.

use anyhow::{Result, anyhow};
use datalogic_rs::{
    ArenaExt, CustomOperator, DataValue, Engine, Logic, ParsedData, bumpalo::Bump,
    operator::EvalContext,
};
use serde_json::{Value as Json, json};

use crate::{
    peer::Judge,
    work::{Block, Test},
};

/// Rules over the event's JSON.
#[derive(Default)]
pub struct Datalogic {
    engine: Engine,
}

impl Judge for Datalogic {
    type Rule = Logic;
    type Facts = ParsedData;

    fn name(&self) -> &'static str {
        "datalogic-rs 5.4"
    }

    fn rule(&self, block: &Block) -> Result<Logic> {
        compiled(&self.engine, block.iter().map(rule).collect())
    }

    fn facts(&self, bytes: &str) -> Result<ParsedData> {
        ParsedData::from_json(bytes).map_err(|error| anyhow!("the event: {error}"))
    }

    fn holds(&self, rule: &Logic, facts: &mut ParsedData) -> bool {
        holds(&self.engine, rule, facts)
    }
}

/// Rules whose look-ups are operators of the host.
pub struct WithLookups {
    engine: Engine,
}

impl Default for WithLookups {
    fn default() -> Self {
        let engine = Engine::builder().add_operator("cf", Field);
        let engine = engine.add_operator("tagged", Tagged).build();
        Self { engine }
    }
}

impl Judge for WithLookups {
    type Rule = Logic;
    type Facts = ParsedData;

    fn name(&self) -> &'static str {
        "datalogic-rs 5.4, look-ups by the host"
    }

    fn rule(&self, block: &Block) -> Result<Logic> {
        compiled(&self.engine, block.iter().map(looked_up).collect())
    }

    fn facts(&self, bytes: &str) -> Result<ParsedData> {
        ParsedData::from_json(bytes).map_err(|error| anyhow!("the event: {error}"))
    }

    fn holds(&self, rule: &Logic, facts: &mut ParsedData) -> bool {
        holds(&self.engine, rule, facts)
    }
}

/// Values of a custom field of the deal.
struct Field;

impl CustomOperator for Field {
    fn evaluate<'a>(
        &self,
        args: &[&'a DataValue<'a>],
        context: &mut EvalContext<'_, 'a>,
        arena: &'a Bump,
    ) -> datalogic_rs::Result<&'a DataValue<'a>> {
        let wanted = args.first().and_then(|it| it.as_i64());
        let fields = context.root_input().get("lead");
        let fields = fields.and_then(|lead| lead.get("custom_fields_values"));
        let mut fields = fields.and_then(DataValue::as_array).into_iter().flatten();
        let found =
            fields.find(|field| field.get("field_id").and_then(DataValue::as_i64) == wanted);
        let values = found.and_then(|field| field.get("values"));
        Ok(values.unwrap_or_else(|| arena.null()))
    }
}

/// Whether the deal has a tag.
struct Tagged;

impl CustomOperator for Tagged {
    fn evaluate<'a>(
        &self,
        args: &[&'a DataValue<'a>],
        context: &mut EvalContext<'_, 'a>,
        arena: &'a Bump,
    ) -> datalogic_rs::Result<&'a DataValue<'a>> {
        let wanted = args.first().and_then(|it| it.as_str());
        let embedded = context.root_input().get("lead");
        let tags = embedded.and_then(|it| it.get("_embedded")?.get("tags"));
        let mut tags = tags.and_then(DataValue::as_array).into_iter().flatten();
        Ok(arena.bool(tags.any(|tag| tag.get("name").and_then(DataValue::as_str) == wanted)))
    }
}

fn compiled(engine: &Engine, rules: Vec<Json>) -> Result<Logic> {
    let rule = json!({ "and": rules }).to_string();
    engine
        .compile(&rule)
        .map_err(|error| anyhow!("{rule}: {error}"))
}

fn holds(engine: &Engine, rule: &Logic, facts: &ParsedData) -> bool {
    let mut session = engine.session();
    let answer = session.eval_borrowed(rule, facts);
    answer.ok().and_then(|it| it.as_bool()) == Some(true)
}

fn looked_up(test: &Test) -> Json {
    let of = |field: &u64, test: Json| json!({ "some": [{ "cf": [field] }, test] });
    match test {
        Test::CfEnumIn { field, v } => of(field, json!({ "in": [{ "var": "enum_id" }, v] })),
        Test::CfTextEq { field, v } => of(field, json!({ "==": [{ "var": "value" }, v] })),
        Test::CfNumGt { field, v } => of(field, json!({ ">": [{ "var": "value" }, v] })),
        Test::TagHas { v } => json!({ "tagged": [v] }),
        other => rule(other),
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
