//! The product's engine as the server uses it: scenarios compiled together, facts loaded once, statuses only.

use std::sync::Arc;

use anyhow::Result;
use engine::{
    Fleet, Scenario, Snapshot,
    fleet::{Loaded, Scratch},
};

use crate::{
    allocations,
    contest::Contestant,
    ours,
    work::{EVENT, Work},
};

/// One fleet per workload, with the facts loaded for it.
pub struct Fleets {
    w1: (Fleet, Loaded),
    w2: (Fleet, Loaded),
    w3: (Fleet, Loaded),
    scratch: Scratch,
    scenarios: Vec<Scenario>,
    snapshot: Snapshot,
    edits: usize,
}

impl Fleets {
    /// Translates, compiles and loads.
    pub fn new(work: &Work) -> Result<Self> {
        let snapshot = Snapshot::from_json(&ours::facts(work).to_string())?;
        let names = Arc::clone(&snapshot.dictionaries);
        let fleet = |scenarios: &[engine::Scenario]| {
            let fleet = Fleet::compile(scenarios, Arc::clone(&names));
            let loaded = fleet.load(&snapshot);
            (fleet, loaded)
        };
        let w3: Vec<_> = work
            .w3
            .iter()
            .map(|blocks| ours::scenario(blocks, &work.event))
            .collect();
        Ok(Self {
            w1: fleet(&[ours::scenario(std::slice::from_ref(&work.w1), &work.event)]),
            w2: fleet(&[ours::scenario(&work.w2, &work.event)]),
            w3: fleet(&w3),
            scratch: Scratch::default(),
            scenarios: w3,
            edits: 0,
            snapshot,
        })
    }

    /// Allocations of W1, W2 and W3, the room of earlier decisions being there.
    pub fn allocations(&mut self) -> [usize; 3] {
        let scratch = &mut self.scratch;
        [&self.w1, &self.w2, &self.w3].map(|(fleet, facts)| {
            fleet.passing(facts, scratch);
            allocations::of(|| {
                std::hint::black_box(fleet.passing(facts, scratch));
            })
        })
    }
}

impl Contestant for Fleets {
    fn name(&self) -> &'static str {
        "triggers engine"
    }

    fn w1(&mut self) -> bool {
        !self.w1.0.passing(&self.w1.1, &mut self.scratch).is_empty()
    }

    fn w2(&mut self) -> i64 {
        let passing = self.w2.0.passing(&self.w2.1, &mut self.scratch);
        passing.first().map_or(-1, |block| i64::from(*block))
    }

    fn w3(&mut self) -> Vec<i64> {
        let (fleet, facts) = &self.w3;
        let mut first = vec![-1; fleet.scenarios()];
        for block in fleet.passing(facts, &mut self.scratch).iter().rev() {
            let (scenario, index) = fleet.place(*block);
            first[scenario] = index as i64;
        }
        first
    }

    fn w2t(&mut self) -> Option<(usize, usize)> {
        let (fleet, facts) = &self.w2;
        let mut rows = Vec::with_capacity(64);
        (0..)
            .take(fleet.len())
            .for_each(|block| fleet.trace(block, facts, &mut rows));
        let rows = std::hint::black_box(rows);
        let held = rows.iter().filter(|row| row.result == Some(true));
        Some((rows.len(), held.count()))
    }

    fn compile(&mut self) -> Option<usize> {
        let names = Arc::clone(&self.snapshot.dictionaries);
        let fleet = Fleet::compile(&self.scenarios, names);
        let facts = fleet.load(&self.snapshot);
        Some(fleet.passing(&facts, &mut self.scratch).len())
    }

    fn edit(&mut self) -> Option<usize> {
        self.edits += 1;
        let scenario = self.edits % self.scenarios.len();
        let block = self.scenarios[scenario].blocks.first_mut()?;
        // Back and forth, so that nothing grows.
        let condition = block.conditions.first_mut()?;
        condition.muted = !condition.muted;
        let (fleet, facts) = &mut self.w3;
        fleet.replace(scenario, 0, block);
        facts.refresh(fleet, &self.snapshot);
        Some(fleet.passing(facts, &mut self.scratch).len())
    }

    fn w5(&mut self) -> Option<i64> {
        let fleet = &self.w2.0;
        let snapshot = fleet.read(EVENT.as_bytes()).ok()?;
        let passing = fleet.passing(&fleet.load(&snapshot), &mut self.scratch);
        Some(passing.first().map_or(-1, |block| i64::from(*block)))
    }
}
