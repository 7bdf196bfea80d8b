//! Scenarios and facts that stay inside and are asked for by number: one edit is decided on a thousand events
//! without reading any of them again.

use std::sync::Arc;

use crate::{
    Fleet, Snapshot,
    fleet::{Loaded, Scratch},
    scenario::{Block, Scenario},
    snapshot::{self, Names, Wanted},
};

/// So many edits leave so much behind that the fleet is compiled anew.
const MAX_EDITS: usize = 1000;

/// Scenarios of one account that listen to the same event, and facts of such events.
#[derive(Debug, Default)]
pub struct Resident {
    names: Names,
    scenarios: Vec<Scenario>,
    fleet: Fleet,
    edits: usize,
    facts: Vec<Kept>,
    scratch: Scratch,
    passing: Vec<Passing>,
}

/// Facts, and what the fleet has read of them.
#[derive(Debug)]
struct Kept {
    snapshot: Snapshot,
    loaded: Loaded,
}

/// A block whose conditions hold; all three are places, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passing {
    /// Place of the facts, as [`Resident::keep`] told it.
    pub facts: u32,
    /// Place of the scenario among those that were loaded.
    pub scenario: u32,
    /// Place of the block within its scenario.
    pub block: u32,
}

impl Resident {
    /// For an account and an installation with these names; those in facts take no part.
    pub fn new(names: Names) -> Self {
        Self {
            names,
            ..Self::default()
        }
    }

    /// Takes these scenarios in place of the earlier ones; facts stay.
    pub fn load(&mut self, scenarios: Vec<Scenario>) {
        self.scenarios = scenarios;
        self.compile();
    }

    fn compile(&mut self) {
        self.fleet = Fleet::compile(&self.scenarios, Arc::clone(&self.names.dictionaries));
        self.edits = 0;
        let kept = self.facts.iter_mut();
        kept.for_each(|it| it.loaded = Loaded::default());
    }

    /// Puts an edited block in the place of one; everything else stays compiled.
    ///
    /// Gives `false` and does nothing if there is no such block.
    pub fn replace(&mut self, scenario: u32, block: u32, edited: Block) -> bool {
        let (scenario, block) = (scenario as usize, block as usize);
        let blocks = self.scenarios.get_mut(scenario).map(|it| &mut it.blocks);
        let Some(old) = blocks.and_then(|blocks| blocks.get_mut(block)) else {
            return false;
        };
        self.fleet.replace(scenario, block, &edited);
        *old = edited;
        self.edits += 1;
        if self.edits > MAX_EDITS {
            self.compile();
        }
        true
    }

    /// Reads facts (docs/facts.md) and keeps them; gives their place.
    ///
    /// # Errors
    /// As [`Snapshot::from_json`].
    pub fn keep(&mut self, facts: &[u8]) -> Result<u32, snapshot::Error> {
        let snapshot = Snapshot::wanted(facts, &Wanted::all(), &self.names.dictionaries)?;
        let kept = Kept {
            snapshot: Snapshot {
                installation: Arc::clone(&self.names.installation),
                ..snapshot
            },
            loaded: Loaded::default(),
        };
        self.facts.push(kept);
        // There is not the memory for more.
        Ok(u32::try_from(self.facts.len() - 1).unwrap_or(u32::MAX))
    }

    /// Forgets all facts.
    pub fn forget(&mut self) {
        self.facts.clear();
    }

    /// Blocks that pass, ascending: of one scenario or of all (`None`), on one event's facts or on all.
    ///
    /// Numbers that nothing has give nothing. Once facts were decided on, deciding on them again allocates nothing.
    pub fn decide(&mut self, scenario: Option<u32>, facts: Option<u32>) -> &[Passing] {
        self.passing.clear();
        match facts {
            Some(place) => self.on(scenario, place),
            None => (0..)
                .take(self.facts.len())
                .for_each(|place| self.on(scenario, place)),
        }
        &self.passing
    }

    /// What passed in the last decision.
    pub fn passing(&self) -> &[Passing] {
        &self.passing
    }

    fn on(&mut self, scenario: Option<u32>, place: u32) {
        let Some(kept) = self.facts.get_mut(place as usize) else {
            return;
        };
        kept.loaded.refresh(&self.fleet, &kept.snapshot);
        let found = match scenario {
            None => self.fleet.passing(&kept.loaded, &mut self.scratch),
            Some(one) => self
                .fleet
                .passing_of(one as usize, &kept.loaded, &mut self.scratch),
        };
        self.passing.extend(found.iter().map(|block| {
            let (scenario, block) = self.fleet.place(*block);
            Passing {
                facts: place,
                scenario: narrow(scenario),
                block: narrow(block),
            }
        }));
    }

    /// Blocks that pass on facts that are not kept: only what the scenarios compare is read of them.
    ///
    /// # Errors
    /// As [`Snapshot::from_json`].
    pub fn once(&mut self, facts: &[u8]) -> Result<&[Passing], snapshot::Error> {
        let mut snapshot = self.fleet.read(facts)?;
        snapshot.installation = Arc::clone(&self.names.installation);
        let loaded = self.fleet.load(&snapshot);
        self.facts.push(Kept { snapshot, loaded });
        self.decide(None, Some(narrow(self.facts.len() - 1)));
        self.facts.pop();
        Ok(&self.passing)
    }
}

/// Places fit: there is not the memory for more.
fn narrow(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
