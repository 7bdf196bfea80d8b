//! Blocks by the bounds they set to whole numbers.

use super::{
    Loaded,
    bits::{Bits, clear},
    lane::Scalar,
};

/// Blocks that set bounds to a slot.
#[derive(Debug, Default)]
pub(super) struct Bounded {
    slot: u32,
    /// Least number each block accepts, ascending.
    least: Vec<(i64, u32)>,
    /// Greatest number each block accepts, ascending.
    greatest: Vec<(i64, u32)>,
}

/// The whole numbers that a condition accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// This one and greater ones.
    Least(i64),
    /// This one and lesser ones.
    Greatest(i64),
}

impl Bounded {
    /// Nobody sets a bound yet.
    pub fn new(slot: u32) -> Self {
        Self {
            slot,
            ..Self::default()
        }
    }

    /// The slot it looks at.
    pub fn slot(&self) -> u32 {
        self.slot
    }

    /// A block that accepts these numbers.
    pub fn insert(&mut self, block: u32, bound: Bound) {
        let (list, number) = match bound {
            Bound::Least(number) => (&mut self.least, number),
            Bound::Greatest(number) => (&mut self.greatest, number),
        };
        let place = list.partition_point(|it| *it < (number, block));
        list.insert(place, (number, block));
    }

    /// A block that sets no bound any more.
    pub fn remove(&mut self, block: u32) {
        self.least.retain(|(_, it)| *it != block);
        self.greatest.retain(|(_, it)| *it != block);
    }

    /// Removes the blocks that don't accept the number.
    pub fn keep(&self, facts: &Loaded, found: &mut Bits) {
        let Some(Scalar::Whole(number)) = facts.lane(self.slot).map(|lane| lane.number) else {
            return; // only comparing tells
        };
        let above = self.least.partition_point(|(least, _)| *least <= number);
        let below = self
            .greatest
            .partition_point(|(greatest, _)| *greatest < number);
        let too_high = self.least.get(above..).unwrap_or_default();
        let too_low = self.greatest.get(..below).unwrap_or_default();
        for (_, block) in too_high.iter().chain(too_low) {
            clear(found, *block);
        }
    }
}
