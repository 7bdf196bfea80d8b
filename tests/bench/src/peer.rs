//! Peers that decide one rule at a time: what each of them has to tell, and how the works are made of it.

use anyhow::Result;

use crate::{
    contest::{Contestant, first},
    work::{Block, Work},
};

/// A rule engine.
pub trait Judge {
    /// A compiled block.
    type Rule;
    /// The event in the engine's own form.
    type Facts;
    /// Name in the table.
    fn name(&self) -> &'static str;
    /// Translates and compiles a block.
    fn rule(&self, block: &Block) -> Result<Self::Rule>;
    /// Reads the event.
    fn facts(&self, bytes: &str) -> Result<Self::Facts>;
    /// Whether the block holds.
    fn holds(&self, rule: &Self::Rule, facts: &mut Self::Facts) -> bool;
}

/// An engine with all rules compiled and the event read.
pub struct Peer<J: Judge> {
    judge: J,
    blocks: Compiled<J::Rule>,
    facts: J::Facts,
    bytes: String,
}

impl<J: Judge> Peer<J> {
    /// Translates, compiles and reads.
    pub fn new(judge: J, work: &Work) -> Result<Self> {
        Ok(Self {
            blocks: Compiled::new(work, |block| judge.rule(block))?,
            facts: judge.facts(&work.bytes)?,
            bytes: work.bytes.clone(),
            judge,
        })
    }
}

impl<J: Judge> Contestant for Peer<J> {
    fn name(&self) -> &'static str {
        self.judge.name()
    }

    fn w1(&mut self) -> Option<bool> {
        Some(self.judge.holds(&self.blocks.w1, &mut self.facts))
    }

    fn w2(&mut self) -> Option<i64> {
        let holds = |rule: &J::Rule| self.judge.holds(rule, &mut self.facts);
        Some(first(&self.blocks.w2, holds))
    }

    fn w3(&mut self) -> Option<Vec<i64>> {
        let all = self.blocks.w3.iter();
        let first = all.map(|blocks| {
            let holds = |rule: &J::Rule| self.judge.holds(rule, &mut self.facts);
            first(blocks, holds)
        });
        Some(first.collect())
    }

    fn w5(&mut self) -> Option<i64> {
        let mut facts = self.judge.facts(&self.bytes).ok()?;
        let holds = |rule: &J::Rule| self.judge.holds(rule, &mut facts);
        Some(first(&self.blocks.w2, holds))
    }
}

/// All workloads by a translation of one block.
pub struct Compiled<T> {
    pub w1: T,
    pub w2: Vec<T>,
    pub w3: Vec<Vec<T>>,
}

impl<T> Compiled<T> {
    /// Compiles every block.
    pub fn new(work: &Work, mut compile: impl FnMut(&Block) -> Result<T>) -> Result<Self> {
        Ok(Self {
            w1: compile(&work.w1)?,
            w2: work.w2.iter().map(&mut compile).collect::<Result<_>>()?,
            w3: work
                .w3
                .iter()
                .map(|blocks| blocks.iter().map(&mut compile).collect())
                .collect::<Result<_>>()?,
        })
    }
}
