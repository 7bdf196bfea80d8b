//! `evalexpr`: every block is a compiled expression; look-ups are functions of the host over a typed struct.

use std::sync::Arc;

use anyhow::{Result, anyhow};
use evalexpr::{
    ContextWithMutableFunctions, ContextWithMutableVariables, EvalexprResult, Function,
    HashMapContext, Node, Value, build_operator_tree,
};

use crate::{
    host,
    limit::Deal,
    peer::Judge,
    typed,
    work::{Block, Test},
};

/// The engine; it keeps nothing itself.
pub struct Evalexpr;

impl Judge for Evalexpr {
    type Rule = Node;
    type Facts = HashMapContext;

    fn name(&self) -> &'static str {
        "evalexpr 11, look-ups by the host"
    }

    fn rule(&self, block: &Block) -> Result<Node> {
        let source = block.iter().map(source).collect::<Vec<_>>().join(" && ");
        build_operator_tree(&source).map_err(|error| anyhow!("{source}: {error}"))
    }

    fn facts(&self, bytes: &str) -> Result<HashMapContext> {
        let deal = Arc::new(typed::deal(bytes)?);
        let mut context = HashMapContext::new();
        for (name, number) in [
            ("status", deal.status.cast_signed()),
            ("pipeline", deal.pipeline.cast_signed()),
            ("responsible", deal.responsible.cast_signed()),
            ("price", deal.price),
            ("age", deal.now - deal.created_at),
        ] {
            context.set_value(name.into(), Value::Int(number))?;
        }
        let mut add = |name: &str, function: fn(&Deal, &[Value]) -> EvalexprResult<bool>| {
            let deal = Arc::clone(&deal);
            let function = Function::new(move |argument| {
                let arguments = match argument {
                    Value::Tuple(all) => function(&deal, all),
                    one => function(&deal, std::slice::from_ref(one)),
                };
                arguments.map(Value::Boolean)
            });
            context.set_function(name.into(), function)
        };
        add("named", |deal, it| {
            Ok(deal.name_folded.contains(it[0].as_string()?.as_str()))
        })?;
        add("tagged", |deal, it| {
            Ok(host::tagged(deal, &it[0].as_string()?))
        })?;
        add("text_is", |deal, it| {
            Ok(host::text_is(deal, it[0].as_int()?, &it[1].as_string()?))
        })?;
        add("number_over", |deal, it| {
            Ok(host::number_over(deal, it[0].as_int()?, it[1].as_int()?))
        })?;
        add("enum_in", |deal, it| {
            let ids = it[1..].iter().filter_map(|id| id.as_int().ok());
            Ok(host::enum_in(deal, it[0].as_int()?, ids))
        })?;
        Ok(context)
    }

    fn holds(&self, rule: &Node, facts: &mut HashMapContext) -> bool {
        rule.eval_boolean_with_context(facts).unwrap_or(false)
    }
}

fn source(test: &Test) -> String {
    match test {
        Test::StatusEq { v } => format!("status == {v}"),
        Test::PipelineEq { v } => format!("pipeline == {v}"),
        Test::ResponsibleIn { v } => {
            let each = v.iter().map(|id| format!("responsible == {id}"));
            format!("({})", each.collect::<Vec<_>>().join(" || "))
        }
        Test::PriceGt { v } => format!("price > {v}"),
        Test::PriceLt { v } => format!("price < {v}"),
        Test::NameIcontains { v, .. } => format!("named({:?})", v.to_lowercase()),
        Test::CfEnumIn { field, v } => {
            let ids = v.iter().map(|id| format!(", {id}"));
            format!("enum_in({field}{})", ids.collect::<String>())
        }
        Test::CfTextEq { field, v } => format!("text_is({field}, {v:?})"),
        Test::CfNumGt { field, v } => format!("number_over({field}, {v})"),
        Test::TagHas { v } => format!("tagged({v:?})"),
        Test::OlderDays { v } => format!("age > {}", v * 86_400),
    }
}
