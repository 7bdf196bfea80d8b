//! `cel`: every block is a compiled program over the event's JSON.

use anyhow::{Result, anyhow};
use cel::{Context, Program, Value, to_value};
use serde_json::Value as Json;

use crate::{
    peer::Judge,
    work::{Block, Test},
};

/// The engine; it keeps nothing itself.
pub struct Cel;

impl Judge for Cel {
    type Rule = Program;
    type Facts = Context<'static, 'static>;

    fn name(&self) -> &'static str {
        "cel 0.15"
    }

    fn rule(&self, block: &Block) -> Result<Program> {
        let source = block.iter().map(source).collect::<Vec<_>>().join(" && ");
        Program::compile(&source).map_err(|error| anyhow!("{source}: {error}"))
    }

    fn facts(&self, bytes: &str) -> Result<Self::Facts> {
        let event: Json = serde_json::from_str(bytes)?;
        let mut context = Context::default();
        for name in ["lead", "now"] {
            let value = to_value(&event[name]).map_err(|error| anyhow!("{name}: {error}"))?;
            context.add_variable_from_value(name, value);
        }
        Ok(context)
    }

    fn holds(&self, rule: &Program, facts: &mut Self::Facts) -> bool {
        matches!(rule.execute(facts), Ok(Value::Bool(true)))
    }
}

fn source(test: &Test) -> String {
    match test {
        Test::StatusEq { v } => format!("lead.status_id == {v}"),
        Test::PipelineEq { v } => format!("lead.pipeline_id == {v}"),
        Test::ResponsibleIn { v } => format!("lead.responsible_user_id in {v:?}"),
        Test::PriceGt { v } => format!("lead.price > {v}"),
        Test::PriceLt { v } => format!("lead.price < {v}"),
        Test::NameIcontains { cs, .. } => format!("lead.name.contains({cs:?})"),
        Test::CfEnumIn { field, v } => values(*field, &format!("v.enum_id in {v:?}")),
        Test::CfTextEq { field, v } => values(*field, &format!("v.value == {v:?}")),
        Test::CfNumGt { field, v } => values(*field, &format!("int(v.value) > {v}")),
        Test::TagHas { v } => format!("lead._embedded.tags.exists(t, t.name == {v:?})"),
        Test::OlderDays { v } => format!("now - lead.created_at > {}", v * 86_400),
    }
}

fn values(field: u64, test: &str) -> String {
    format!(
        "lead.custom_fields_values.exists(f, f.field_id == {field} && f.values.exists(v, {test}))"
    )
}
