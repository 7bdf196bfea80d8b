//! Tests: the distinct conditions of a fleet, each deciding on two slots.

use super::{Interned, Loaded, Slot, Slots};
use crate::operators::{Entry, Prepared, holds};

/// The conditions of a fleet without repetitions.
#[derive(Debug, Default)]
pub(super) struct Tests {
    all: Interned<(Slot, &'static str, Option<Slot>), Test>,
}

/// One condition: two slots and an operator; the right slot is missing where the operator has one side.
#[derive(Debug)]
pub(super) struct Test {
    pub left: Slot,
    pub entry: &'static Entry,
    pub right: Option<Slot>,
}

impl Tests {
    /// The test of these slots.
    pub fn place(&mut self, left: Slot, entry: &'static Entry, right: Option<Slot>) -> u32 {
        let test = Test { left, entry, right };
        self.all.place((left, entry.code, right), || test)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.items().len()
    }

    /// The test with this number.
    pub fn get(&self, place: u32) -> Option<&Test> {
        self.all.get(place)
    }
}

impl Test {
    /// Whether it holds on these facts; a side that failed makes it false (section 5, rule 9).
    pub fn holds(&self, slots: &Slots, facts: &Loaded) -> bool {
        let right = match self.right {
            None => Some(Prepared::nothing()),
            Some(right) => side(right, slots, facts),
        };
        let sides = side(self.left, slots, facts).zip(right);
        sides.is_some_and(|(left, right)| holds(left, self.entry, right))
    }
}

/// A side that can be compared.
fn side<'f>(slot: Slot, slots: &'f Slots, facts: &'f Loaded) -> Option<&'f Prepared> {
    match slot {
        Slot::Fixed(place) => slots.constant(place),
        Slot::Read(place) => {
            let value = facts.get(place)?;
            (!value.failed).then_some(&value.prepared)
        }
    }
}
