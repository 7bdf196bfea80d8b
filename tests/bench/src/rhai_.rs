//! `rhai`: every block is a compiled script; look-ups are functions of the host over a typed struct.

use std::rc::Rc;

use anyhow::{Result, anyhow};
use rhai::{AST, Array, Engine, ImmutableString, Scope};

use crate::{
    host,
    limit::Deal,
    peer::Judge,
    typed,
    work::{Block, Test},
};

type Shared = Rc<Deal>;

/// The engine with the functions of the host.
pub struct Rhai {
    engine: Engine,
}

impl Default for Rhai {
    fn default() -> Self {
        let mut engine = Engine::new();
        engine.register_fn("enum_in", |deal: Shared, field: i64, ids: Array| {
            host::enum_in(&deal, field, ids.iter().filter_map(|id| id.as_int().ok()))
        });
        engine.register_fn(
            "text_is",
            |deal: Shared, field: i64, text: ImmutableString| host::text_is(&deal, field, &text),
        );
        engine.register_fn("number_over", |deal: Shared, field: i64, number: i64| {
            host::number_over(&deal, field, number)
        });
        engine.register_fn("tagged", |deal: Shared, tag: ImmutableString| {
            host::tagged(&deal, &tag)
        });
        Self { engine }
    }
}

impl Judge for Rhai {
    type Rule = AST;
    type Facts = Scope<'static>;

    fn name(&self) -> &'static str {
        "rhai 1, look-ups by the host"
    }

    fn rule(&self, block: &Block) -> Result<AST> {
        let source = block.iter().map(source).collect::<Vec<_>>().join(" && ");
        let compiled = self.engine.compile_expression(&source);
        compiled.map_err(|error| anyhow!("{source}: {error}"))
    }

    fn facts(&self, bytes: &str) -> Result<Scope<'static>> {
        let deal = typed::deal(bytes)?;
        let mut scope = Scope::new();
        scope.push_constant("status", deal.status.cast_signed());
        scope.push_constant("pipeline", deal.pipeline.cast_signed());
        scope.push_constant("responsible", deal.responsible.cast_signed());
        scope.push_constant("price", deal.price);
        scope.push_constant("age", deal.now - deal.created_at);
        scope.push_constant("name", ImmutableString::from(deal.name_folded.as_str()));
        scope.push_constant("deal", Rc::new(deal));
        Ok(scope)
    }

    fn holds(&self, rule: &AST, facts: &mut Scope<'static>) -> bool {
        let answer = self.engine.eval_ast_with_scope(facts, rule);
        answer.unwrap_or(false)
    }
}

fn source(test: &Test) -> String {
    match test {
        Test::StatusEq { v } => format!("status == {v}"),
        Test::PipelineEq { v } => format!("pipeline == {v}"),
        Test::ResponsibleIn { v } => format!("responsible in {v:?}"),
        Test::PriceGt { v } => format!("price > {v}"),
        Test::PriceLt { v } => format!("price < {v}"),
        Test::NameIcontains { v, .. } => format!("name.contains({:?})", v.to_lowercase()),
        Test::CfEnumIn { field, v } => format!("enum_in(deal, {field}, {v:?})"),
        Test::CfTextEq { field, v } => format!("text_is(deal, {field}, {v:?})"),
        Test::CfNumGt { field, v } => format!("number_over(deal, {field}, {v})"),
        Test::TagHas { v } => format!("tagged(deal, {v:?})"),
        Test::OlderDays { v } => format!("age > {}", v * 86_400),
    }
}
