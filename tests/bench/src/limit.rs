//! The limit: hand-written closures over a typed struct, as a programmer would do it for one account.

use std::{collections::HashMap, hint::black_box};

use anyhow::Result;

use crate::{
    contest::{Contestant, first},
    explain, letter,
    peer::Compiled,
    typed,
    work::{Block, Test, Work},
};

/// The facts that the workloads read.
pub struct Deal {
    pub name_folded: String,
    pub price: i64,
    pub status: u64,
    pub pipeline: u64,
    pub responsible: u64,
    pub created_at: i64,
    pub now: i64,
    pub tags: Vec<String>,
    pub fields: HashMap<u64, Field>,
}

#[derive(Default)]
pub struct Field {
    pub enums: Vec<u64>,
    pub text: Option<String>,
    pub number: Option<i64>,
}

type Closure = Box<dyn Fn(&Deal) -> bool>;

/// All closures, built once.
pub struct Limit {
    deal: Deal,
    blocks: Compiled<Vec<Closure>>,
    w2: Vec<Block>,
    bytes: String,
    letter: letter::Typed,
}

impl Limit {
    /// Fills the struct and builds the closures.
    pub fn new(work: &Work) -> Result<Self> {
        let deal = typed::deal(&work.bytes)?;
        let blocks = Compiled::new(work, |block: &Block| {
            Ok(block.iter().map(closure).collect())
        })?;
        Ok(Self {
            deal,
            blocks,
            w2: work.w2.clone(),
            bytes: work.bytes.clone(),
            letter: letter::Typed::read(work)?,
        })
    }
}

impl Contestant for Limit {
    fn name(&self) -> &'static str {
        "limit: closures over a struct"
    }

    fn w1(&mut self) -> Option<bool> {
        Some(holds(&self.blocks.w1, &self.deal))
    }

    fn w2(&mut self) -> Option<i64> {
        Some(first(&self.blocks.w2, |block| holds(block, &self.deal)))
    }

    fn w3(&mut self) -> Option<Vec<i64>> {
        let all = self.blocks.w3.iter();
        let first = all.map(|blocks| first(blocks, |block| holds(block, &self.deal)));
        Some(first.collect())
    }

    fn w2t(&mut self) -> Option<(usize, usize)> {
        let mut rows = Vec::with_capacity(64);
        for (block, tests) in self.blocks.w2.iter().zip(&self.w2) {
            for (closure, test) in block.iter().zip(tests) {
                rows.push((closure(&self.deal), explain::sides(test, &self.deal)));
            }
        }
        let rows = black_box(rows);
        Some((rows.len(), rows.iter().filter(|row| row.0).count()))
    }

    fn w4(&mut self) -> Option<String> {
        Some(self.letter.write())
    }

    fn w5(&mut self) -> Option<i64> {
        let deal = typed::deal(&self.bytes).ok()?;
        Some(first(&self.blocks.w2, |block| holds(block, &deal)))
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
