//! `zen-expression`: every block is one compiled expression over the event's JSON.

use std::rc::Rc;

use anyhow::{Result, anyhow};
use zen_expression::{Expression, Variable, compile_expression, expression::Standard, vm::VM};

use crate::{
    contest::{Compiled, Contestant, first},
    work::{Block, Test, Work},
};

/// Compiled expressions and the event as the engine's own value.
pub struct Zen {
    event: Variable,
    vm: VM,
    blocks: Rc<Compiled<Expression<Standard>>>,
}

impl Zen {
    /// Translates and compiles.
    pub fn new(work: &Work) -> Result<Self> {
        let blocks = Compiled::new(work, |block: &Block| {
            let source = block.iter().map(source).collect::<Vec<_>>().join(" and ");
            compile_expression(&source).map_err(|error| anyhow!("{source}: {error}"))
        })?;
        Ok(Self {
            event: work.event.clone().into(),
            vm: VM::new(),
            blocks: Rc::new(blocks),
        })
    }

    fn holds(&mut self, block: &Expression<Standard>) -> bool {
        let answer = block.evaluate_with(self.event.clone(), &mut self.vm);
        matches!(answer, Ok(Variable::Bool(true)))
    }
}

impl Contestant for Zen {
    fn name(&self) -> &'static str {
        "zen-expression 2.1"
    }

    fn w1(&mut self) -> bool {
        let blocks = Rc::clone(&self.blocks);
        self.holds(&blocks.w1)
    }

    fn w2(&mut self) -> i64 {
        let blocks = Rc::clone(&self.blocks);
        first(&blocks.w2, |block| self.holds(block))
    }

    fn w3(&mut self) -> Vec<i64> {
        let all = Rc::clone(&self.blocks);
        all.w3
            .iter()
            .map(|blocks| first(blocks, |block| self.holds(block)))
            .collect()
    }
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
