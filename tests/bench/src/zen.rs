//! `zen-expression`: every block is one compiled expression over the event's JSON.

use std::cell::RefCell;

use anyhow::{Result, anyhow};
use zen_expression::{Expression, Variable, compile_expression, expression::Standard, vm::VM};

use crate::{
    peer::Judge,
    work::{Block, Test},
};

/// The engine's machine.
pub struct Zen {
    vm: RefCell<VM>,
}

impl Default for Zen {
    fn default() -> Self {
        let vm = RefCell::new(VM::new());
        Self { vm }
    }
}

impl Judge for Zen {
    type Rule = Expression<Standard>;
    type Facts = Variable;

    fn name(&self) -> &'static str {
        "zen-expression 2.1"
    }

    fn rule(&self, block: &Block) -> Result<Self::Rule> {
        let source = condition(block);
        compile_expression(&source).map_err(|error| anyhow!("{source}: {error}"))
    }

    fn facts(&self, bytes: &str) -> Result<Variable> {
        Ok(serde_json::from_str::<serde_json::Value>(bytes)?.into())
    }

    fn holds(&self, rule: &Self::Rule, facts: &mut Variable) -> bool {
        let answer = rule.evaluate_with(facts.clone(), &mut self.vm.borrow_mut());
        matches!(answer, Ok(Variable::Bool(true)))
    }
}

/// A block in the language of ZEN.
pub fn condition(block: &Block) -> String {
    block.iter().map(source).collect::<Vec<_>>().join(" and ")
}

fn source(test: &Test) -> String {
    match test {
        Test::StatusEq { v } => format!("lead.status_id == {v}"),
        Test::PipelineEq { v } => format!("lead.pipeline_id == {v}"),
        Test::ResponsibleIn { v } => format!("lead.responsible_user_id in {v:?}"),
        Test::PriceGt { v } => format!("lead.price > {v}"),
        Test::PriceLt { v } => format!("lead.price < {v}"),
        Test::NameIcontains { v, .. } => {
            format!("contains(lower(lead.name), '{}')", v.to_lowercase())
        }
        Test::CfEnumIn { field, v } => values(*field, &format!("#.enum_id in {v:?}")),
        Test::CfTextEq { field, v } => values(*field, &format!("#.value == '{v}'")),
        Test::CfNumGt { field, v } => values(*field, &format!("number(#.value) > {v}")),
        Test::TagHas { v } => format!("some(lead._embedded.tags, #.name == '{v}')"),
        Test::OlderDays { v } => format!("now - lead.created_at > {}", v * 86_400),
    }
}

fn values(field: u64, test: &str) -> String {
    format!("some(lead.custom_fields_values, #.field_id == {field} and some(#.values, {test}))")
}
