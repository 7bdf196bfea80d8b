//! Many scenarios compiled together: equal values are read once, equal conditions are decided once, and
//! blocks that cannot match are not visited.
//!
//! ```text
//! scenarios ─► slots (values to read) + tests (conditions) + blocks (tests joined) + index (who may match)
//! snapshot ─► loaded (each slot prepared once) ─► blocks that pass
//! ```
//!
//! Statuses are those of [`decide`](crate::decide()), which also tells effects and what comes next.

use std::sync::Arc;

use crate::{
    Snapshot,
    scenario::{Block as SavedBlock, Scenario},
    snapshot::{self, Dictionaries, Wanted},
};

mod bits;
mod block;
mod bounded;
mod check;
mod index;
mod interned;
mod keyed;
mod lane;
mod loaded;
mod rule;
mod slot;
mod test;

use block::Block;
use index::Index;
use interned::Interned;
pub use loaded::{Loaded, Scratch};
use slot::{Home, Slot, Slots};
use test::Tests;

/// Scenarios of one account that listen to the same event.
#[derive(Debug, Default)]
pub struct Fleet {
    names: Arc<Dictionaries>,
    slots: Slots,
    tests: Tests,
    blocks: Vec<Block>,
    /// First block of each scenario, and the end of the last one.
    starts: Vec<usize>,
    /// Names of the scenarios.
    titles: Vec<String>,
    index: Index,
    wanted: Wanted,
}

impl Fleet {
    /// Compiles scenarios for an account; names in constants are those of its dictionaries.
    pub fn compile<'a>(
        scenarios: impl IntoIterator<Item = &'a Scenario>,
        names: Arc<Dictionaries>,
    ) -> Self {
        let mut fleet = Self {
            names,
            starts: vec![0],
            ..Self::default()
        };
        for scenario in scenarios {
            for block in &scenario.blocks {
                let block = fleet.block(&scenario.name, block);
                fleet.blocks.push(block);
            }
            fleet.starts.push(fleet.blocks.len());
            fleet.titles.push(scenario.name.clone());
        }
        fleet.wanted = fleet.slots.wanted();
        fleet.index = Index::of(&fleet.blocks, (&fleet.tests, &fleet.slots));
        if fleet.index.is_worth_it() {
            let given = (&fleet.tests, &fleet.slots);
            fleet
                .blocks
                .iter_mut()
                .for_each(|block| block.expect_found(given));
        }
        fleet
    }

    fn block(&mut self, scenario: &str, block: &SavedBlock) -> Block {
        let home = Home {
            scenario: scenario.to_owned(),
            id: block.id.clone(),
            name: block.name.clone(),
        };
        let places = (&mut self.tests, &mut self.slots);
        Block::compile(block, &home, places, &self.names)
    }

    /// Compiles one block anew after an edit; everything else stays as it is.
    ///
    /// Values and conditions of earlier forms are kept, because a next edit may bring them back: after thousands of
    /// edits the fleet is best compiled anew. Facts that were loaded before have to be [refreshed](Loaded::refresh). Nothing happens if there is no such block.
    pub fn replace(&mut self, scenario: usize, block: usize, saved: &SavedBlock) {
        let start = self.starts.get(scenario).copied().unwrap_or(usize::MAX);
        let index = start.saturating_add(block);
        if index >= self.blocks.len() {
            return;
        }
        let title = self.titles.get(scenario).cloned().unwrap_or_default();
        let mut compiled = self.block(&title, saved);
        if self.index.is_worth_it() {
            compiled.expect_found((&self.tests, &self.slots));
        }
        let place = u32::try_from(index).unwrap_or(u32::MAX);
        self.index
            .replace(place, &compiled, (&self.tests, &self.slots));
        self.wanted = self.slots.wanted();
        if let Some(old) = self.blocks.get_mut(index) {
            *old = compiled;
        }
    }

    /// Reads facts straight from bytes, only what the scenarios compare.
    ///
    /// # Errors
    /// As [`Snapshot::from_json`].
    pub fn read(&self, facts: &[u8]) -> Result<Snapshot, snapshot::Error> {
        Snapshot::wanted(facts, &self.wanted, &self.names)
    }

    /// Reads and prepares every value that the scenarios compare.
    pub fn load(&self, snapshot: &Snapshot) -> Loaded {
        let mut loaded = Loaded::default();
        loaded.refresh(self, snapshot);
        loaded
    }

    /// Blocks that pass on these facts, ascending; nothing is allocated once the scratch has its size.
    pub fn passing<'s>(&self, facts: &Loaded, scratch: &'s mut Scratch) -> &'s [u32] {
        scratch.begin(self.tests.len());
        let Scratch {
            memo,
            found,
            room,
            passing,
        } = scratch;
        let mut visit = |place: u32| {
            let block = self.blocks.get(place as usize);
            if block.is_some_and(|block| block.passes((&self.tests, &self.slots), facts, memo)) {
                passing.push(place);
            }
        };
        if self.index.is_worth_it() {
            self.index.candidates(facts, found, room);
            bits::members(found).for_each(&mut visit);
        } else {
            (0..).take(self.blocks.len()).for_each(&mut visit);
        }
        passing
    }

    /// Blocks of one scenario that pass, as [`passing`](Self::passing); none if there is no such scenario.
    pub fn passing_of<'s>(
        &self,
        scenario: usize,
        facts: &Loaded,
        scratch: &'s mut Scratch,
    ) -> &'s [u32] {
        scratch.begin(self.tests.len());
        let Scratch { memo, passing, .. } = scratch;
        let bounds = self.starts.get(scenario).zip(self.starts.get(scenario + 1));
        let range = bounds.map_or(0..0, |(start, end)| *start..*end);
        let blocks = self.blocks.get(range.clone()).unwrap_or_default();
        let given = (&self.tests, &self.slots);
        let found = range
            .zip(blocks)
            .filter(|(_, block)| block.passes(given, facts, memo));
        passing.extend(found.filter_map(|(place, _)| u32::try_from(place).ok()));
        passing
    }

    /// The scenario that a block belongs to, and its number there.
    pub fn place(&self, block: u32) -> (usize, usize) {
        let block = block as usize;
        let scenario = self
            .starts
            .partition_point(|start| *start <= block)
            .saturating_sub(1);
        let start = self.starts.get(scenario).copied().unwrap_or_default();
        (scenario, block - start)
    }

    /// Every row of a scenario's block with both sides, whether or not the result was clear before it (A2).
    pub fn trace<'f>(&'f self, block: u32, facts: &'f Loaded, rows: &mut Vec<TraceRow<'f>>) {
        if let Some(block) = self.blocks.get(block as usize) {
            block.trace((&self.tests, &self.slots), facts, rows);
        }
    }

    /// How many scenarios there are.
    pub fn scenarios(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// How many blocks there are.
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Whether there is no block at all.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

/// One condition as it was decided; its text is made only when somebody looks, by [`eval`](crate::eval).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TraceRow<'f> {
    /// Upper value as read.
    pub left: Option<&'f crate::Fact>,
    /// Lower value as read.
    pub right: Option<&'f crate::Fact>,
    /// `None`: not configured or muted, so it takes no part (A13).
    pub result: Option<bool>,
}
