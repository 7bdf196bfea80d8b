//! The limit: hand-written closures over a typed struct, as a programmer would do it for one account.

use std::collections::HashMap;

use anyhow::Result;
use serde_json::Value as Json;

use crate::{
    contest::{Compiled, Contestant, first},
    work::{Block, Test, Work},
};

/// The facts that the workloads read.
struct Deal {
    name_folded: String,
    price: i64,
    status: u64,
    pipeline: u64,
    responsible: u64,
    created_at: i64,
    now: i64,
    tags: Vec<String>,
    fields: HashMap<u64, Field>,
}

#[derive(Default)]
struct Field {
    enums: Vec<u64>,
    text: Option<String>,
    number: Option<i64>,
}

type Closure = Box<dyn Fn(&Deal) -> bool>;

/// All closures, built once.
pub struct Limit {
    deal: Deal,
    blocks: Compiled<Vec<Closure>>,
}

impl Limit {
    /// Fills the struct and builds the closures.
    pub fn new(work: &Work) -> Result<Self> {
        let blocks = Compiled::new(work, |block: &Block| {
            Ok(block.iter().map(closure).collect())
        })?;
        Ok(Self {
            deal: deal(work),
            blocks,
        })
    }
}

impl Contestant for Limit {
    fn name(&self) -> &'static str {
        "limit: closures over a struct"
    }

    fn w1(&mut self) -> bool {
        holds(&self.blocks.w1, &self.deal)
    }

    fn w2(&mut self) -> i64 {
        first(&self.blocks.w2, |block| holds(block, &self.deal))
    }

    fn w3(&mut self) -> Vec<i64> {
        self.blocks
            .w3
            .iter()
            .map(|blocks| first(blocks, |block| holds(block, &self.deal)))
            .collect()
    }
}

fn holds(block: &[Closure], deal: &Deal) -> bool {
    block.iter().all(|test| test(deal))
}

fn closure(test: &Test) -> Closure {
    match test.clone() {
        Test::StatusEq { v } => Box::new(move |deal| deal.status == v),
        Test::PipelineEq { v } => Box::new(move |deal| deal.pipeline == v),
        Test::ResponsibleIn { v } => Box::new(move |deal| v.contains(&deal.responsible)),
        Test::PriceGt { v } => Box::new(move |deal| deal.price > v),
        Test::PriceLt { v } => Box::new(move |deal| deal.price < v),
        Test::NameIcontains { v, .. } => {
            let needle = v.to_lowercase();
            Box::new(move |deal| deal.name_folded.contains(&needle))
        }
        Test::CfEnumIn { field, v } => Box::new(move |deal| {
            deal.fields
                .get(&field)
                .is_some_and(|it| it.enums.iter().any(|id| v.contains(id)))
        }),
        Test::CfTextEq { field, v } => Box::new(move |deal| {
            deal.fields
                .get(&field)
                .is_some_and(|it| it.text.as_deref() == Some(v.as_str()))
        }),
        Test::CfNumGt { field, v } => Box::new(move |deal| {
            deal.fields
                .get(&field)
                .is_some_and(|it| it.number.is_some_and(|number| number > v))
        }),
        Test::TagHas { v } => Box::new(move |deal| deal.tags.contains(&v)),
        Test::OlderDays { v } => Box::new(move |deal| deal.now - deal.created_at > v * 86_400),
    }
}

fn deal(work: &Work) -> Deal {
    let lead = &work.event["lead"];
    let list = |value: &Json| value.as_array().cloned().unwrap_or_default();
    Deal {
        name_folded: lead["name"].as_str().unwrap_or_default().to_lowercase(),
        price: lead["price"].as_i64().unwrap_or_default(),
        status: lead["status_id"].as_u64().unwrap_or_default(),
        pipeline: lead["pipeline_id"].as_u64().unwrap_or_default(),
        responsible: lead["responsible_user_id"].as_u64().unwrap_or_default(),
        created_at: lead["created_at"].as_i64().unwrap_or_default(),
        now: work.now,
        tags: list(&lead["_embedded"]["tags"])
            .iter()
            .filter_map(|tag| tag["name"].as_str().map(str::to_owned))
            .collect(),
        fields: list(&lead["custom_fields_values"])
            .iter()
            .filter_map(|it| Some((it["field_id"].as_u64()?, field(&list(&it["values"])))))
            .collect(),
    }
}

fn field(values: &[Json]) -> Field {
    let text = values
        .first()
        .and_then(|it| it["value"].as_str())
        .map(str::to_owned);
    Field {
        enums: values
            .iter()
            .filter_map(|it| it["enum_id"].as_u64())
            .collect(),
        number: text.as_deref().and_then(|text| text.parse().ok()),
        text,
    }
}
