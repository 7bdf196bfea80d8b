//! The product's engine as the server uses it: scenarios compiled together, facts loaded once, statuses only.

use std::{hint::black_box, sync::Arc};

use anyhow::Result;
use engine::{
    Fleet, Rendered, Scenario, Snapshot,
    fleet::{Loaded, Scratch},
    template::{self, Place, Prepared, Template},
};

use crate::{allocations, contest::Contestant, letter, ours, work::Work};

/// One fleet per workload, with the facts loaded for it.
pub struct Fleets {
    w1: (Fleet, Loaded),
    w2: (Fleet, Loaded),
    w3: (Fleet, Loaded),
    scratch: Scratch,
    scenarios: Vec<Scenario>,
    snapshot: Snapshot,
    edits: usize,
    letter: (Prepared, template::Loaded),
    bytes: String,
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
        let letter = Prepared::new(Template::parse(&letter::ours(&work.letter)));
        let letter_facts = letter.load(&snapshot);
        Ok(Self {
            w1: fleet(&[ours::scenario(std::slice::from_ref(&work.w1), &work.event)]),
            w2: fleet(&[ours::scenario(&work.w2, &work.event)]),
            w3: fleet(&w3),
            scratch: Scratch::default(),
            scenarios: w3,
            edits: 0,
            letter: (letter, letter_facts),
            bytes: work.bytes.clone(),
            snapshot,
        })
    }

    /// Allocations of W1, W2, W3 and W4, the room of earlier decisions being there.
    pub fn allocations(&mut self) -> [usize; 4] {
        let scratch = &mut self.scratch;
        let [w1, w2, w3] = [&self.w1, &self.w2, &self.w3].map(|(fleet, facts)| {
            fleet.passing(facts, scratch);
            allocations::of(|| {
                black_box(fleet.passing(facts, scratch));
            })
        });
        let w4 = allocations::of(|| {
            black_box(self.message());
        });
        [w1, w2, w3, w4]
    }

    fn message(&self) -> Rendered {
        let (template, facts) = &self.letter;
        template.render(facts, &self.snapshot, Place::Plain)
    }
}

impl Contestant for Fleets {
    fn name(&self) -> &'static str {
        "triggers engine"
    }

    fn w1(&mut self) -> Option<bool> {
        let passing = self.w1.0.passing(&self.w1.1, &mut self.scratch);
        Some(!passing.is_empty())
    }

    fn w2(&mut self) -> Option<i64> {
        let passing = self.w2.0.passing(&self.w2.1, &mut self.scratch);
        Some(passing.first().map_or(-1, |block| i64::from(*block)))
    }

    fn w3(&mut self) -> Option<Vec<i64>> {
        let (fleet, facts) = &self.w3;
        let mut first = vec![-1; fleet.scenarios()];
        for block in fleet.passing(facts, &mut self.scratch).iter().rev() {
            let (scenario, index) = fleet.place(*block);
            first[scenario] = index as i64;
        }
        Some(first)
    }

    fn w2t(&mut self) -> Option<(usize, usize)> {
        let (fleet, facts) = &self.w2;
        let mut rows = Vec::with_capacity(64);
        (0..)
            .take(fleet.len())
            .for_each(|block| fleet.trace(block, facts, &mut rows));
        let rows = black_box(rows);
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

    fn w4(&mut self) -> Option<String> {
        Some(self.message().text)
    }

    fn w5(&mut self) -> Option<i64> {
        let fleet = &self.w2.0;
        let snapshot = fleet.read(self.bytes.as_bytes()).ok()?;
        let passing = fleet.passing(&fleet.load(&snapshot), &mut self.scratch);
        Some(passing.first().map_or(-1, |block| i64::from(*block)))
    }
}
