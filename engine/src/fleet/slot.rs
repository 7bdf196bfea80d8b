//! Slots: the values that conditions compare, each read once per snapshot, constants once for all.

use super::Interned;
use crate::{
    Snapshot,
    block::Side,
    operators::Prepared,
    scenario::Operand,
    snapshot::{Dictionaries, Wanted},
    values::Need,
};

/// Where a prepared value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// Among the constants of the fleet.
    Fixed(u32),
    /// Among the loaded facts.
    Read(u32),
}

/// Every value that the fleet compares.
#[derive(Debug, Default)]
pub(super) struct Slots {
    fixed: Interned<String, Prepared>,
    read: Interned<String, Source>,
}

/// How a slot is filled from facts.
#[derive(Debug)]
pub(super) struct Source {
    side: Side,
    /// The value now, if it did not change: of operators that compare with the value before.
    unchanged: Option<Side>,
    /// Block in which it is read, if it tells of that.
    home: Option<Home>,
}

/// Names that a value may tell.
#[derive(Clone, Debug, Default)]
pub(super) struct Home {
    pub scenario: String,
    pub id: String,
    pub name: String,
}

/// One side of a condition where it stands.
#[derive(Debug)]
pub(super) struct Placing<'a> {
    pub operand: &'a Operand,
    pub side: Side,
    /// The value now, where `side` is the one before the change.
    pub now: Option<Side>,
    pub home: &'a Home,
}

/// A slot on given facts.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub prepared: Prepared,
    /// No comparison makes sense (section 5, rule 9).
    pub failed: bool,
}

impl Slots {
    /// The slot of one side of a condition.
    pub fn place(&mut self, it: Placing<'_>, names: &Dictionaries) -> Slot {
        let tells_home = it.side.needs().contains(&Need::Block);
        let home = tells_home.then(|| it.home.clone());
        let description = description(&it, home.as_ref());
        match it.side.fixed(names) {
            Some(fact) => Slot::Fixed(self.fixed.place(description, || Prepared::new(fact))),
            None => Slot::Read(self.read.place(description, || Source {
                side: it.side,
                unchanged: it.now,
                home,
            })),
        }
    }

    /// A constant of the fleet.
    pub fn constant(&self, place: u32) -> Option<&Prepared> {
        self.fixed.get(place)
    }

    /// How every loaded slot is filled.
    pub fn sources(&self) -> &[Source] {
        self.read.items()
    }
}

impl Slots {
    /// Parts of facts that the slots are read from.
    pub fn wanted(&self) -> Wanted {
        let mut wanted = Wanted::default();
        for source in self.read.items() {
            source.side.want(&mut wanted);
            source
                .unchanged
                .iter()
                .for_each(|side| side.want(&mut wanted));
        }
        wanted
    }
}

impl Source {
    /// Reads and prepares the value.
    pub fn read(&self, snapshot: &Snapshot) -> Value {
        let side = match &self.unchanged {
            Some(now) if !now.path().is_changed(snapshot) => now,
            _ => &self.side,
        };
        let (fact, failed) = match &self.home {
            None => side.value(snapshot),
            Some(home) => {
                let mut snapshot = snapshot.clone();
                snapshot.enter(&home.scenario, (&home.id, &home.name));
                side.value(&snapshot)
            }
        };
        Value {
            prepared: Prepared::new(fact),
            failed,
        }
    }
}

/// What tells two sides apart.
fn description(it: &Placing<'_>, home: Option<&Home>) -> String {
    let Operand { value, offset, .. } = it.operand;
    let before = it.now.is_some();
    format!(
        "{} {offset:?} {value:?} {before} {home:?}",
        it.side.path().canonical()
    )
}
