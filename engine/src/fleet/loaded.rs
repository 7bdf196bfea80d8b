//! Facts as a fleet compares them, and the room a decision works in.

use super::{Fleet, lane::Lane, slot::Value};
use crate::Snapshot;

/// The slots of a fleet on one snapshot.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    lanes: Vec<Lane>,
    values: Vec<Value>,
    /// Keys of equality of each slot, for the index; `None` if they don't tell.
    keys: Vec<Option<Box<[u64]>>>,
}

impl Loaded {
    /// Reads the slots that the fleet got since it was loaded; the snapshot has to be the same.
    pub fn refresh(&mut self, fleet: &Fleet, snapshot: &Snapshot) {
        let sources = fleet.slots.sources();
        for source in sources.get(self.values.len()..).unwrap_or_default() {
            let value = source.read(snapshot);
            let keys = value.prepared.keys().map(Vec::into_boxed_slice);
            self.lanes.push(match value.failed {
                true => Lane::failed(),
                false => Lane::of(&value.prepared, keys.as_deref()),
            });
            self.keys.push(keys);
            self.values.push(value);
        }
    }

    pub(super) fn lane(&self, place: u32) -> Option<&Lane> {
        self.lanes.get(place as usize)
    }

    pub(super) fn get(&self, place: u32) -> Option<&Value> {
        self.values.get(place as usize)
    }

    /// A folded text that can be compared.
    pub(super) fn text(&self, place: u32) -> Option<&str> {
        let value = self.get(place).filter(|value| !value.failed)?;
        value.prepared.folded()
    }

    /// Keys by which equal constants are found; `None` if all must be compared.
    pub(super) fn keys(&self, place: u32) -> Option<&[u64]> {
        self.keys.get(place as usize)?.as_deref()
    }
}

/// Room for one decision at a time, kept so that the next one allocates nothing.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(super) memo: Memo,
    pub(super) found: Vec<u64>,
    pub(super) room: Vec<u64>,
    pub(super) passing: Vec<u32>,
}

impl Scratch {
    pub(super) fn begin(&mut self, tests: usize) {
        self.memo.begin(tests);
        self.passing.clear();
    }
}

/// What dear tests gave in the current decision.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// Twice the number of the decision that decided it, plus one if it held.
    stamps: Vec<u32>,
    round: u32,
}

impl Memo {
    fn begin(&mut self, tests: usize) {
        self.round = self.round.wrapping_add(2);
        if self.round < 2 || self.stamps.len() < tests {
            self.round = 2;
            self.stamps.clear();
            self.stamps.resize(tests, 0);
        }
    }

    pub fn get(&self, place: u32) -> Option<bool> {
        let stamp = self.stamps.get(place as usize)?;
        (stamp & !1 == self.round).then_some(stamp & 1 == 1)
    }

    /// Remembers and returns the result.
    pub fn set(&mut self, place: u32, result: bool) -> bool {
        if let Some(stamp) = self.stamps.get_mut(place as usize) {
            *stamp = self.round | u32::from(result);
        }
        result
    }
}
