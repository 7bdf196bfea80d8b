//! Blocks by the keys of the values they ask for.
#![expect(
    clippy::disallowed_types,
    reason = "looked up by key on the hot path; the order of its members reaches no result"
)]

use std::collections::HashMap;

use super::{
    Loaded,
    bits::{Bits, clear, has, set},
};

/// Blocks that ask a slot for a value.
#[derive(Debug)]
pub(super) struct Keyed {
    slot: u32,
    /// They ask for an element of it; a value that is no set is left to comparing.
    of_sets: bool,
    /// Blocks by the keys of the values they accept.
    by_key: HashMap<u64, Blocks, Plain>,
    /// Blocks that don't ask.
    others: Bits,
}

/// Blocks that accept values with one key, in the form that takes less.
#[derive(Debug)]
enum Blocks {
    Few(Vec<u32>),
    Many(Bits),
}

impl Blocks {
    fn insert(&mut self, block: u32, words: usize) {
        match self {
            Self::Many(bits) => set(bits, block),
            Self::Few(blocks) if blocks.len() * 2 < words => blocks.push(block),
            Self::Few(blocks) => {
                let mut bits = vec![0; words];
                blocks.iter().for_each(|it| set(&mut bits, *it));
                set(&mut bits, block);
                *self = Self::Many(bits);
            }
        }
    }

    fn remove(&mut self, block: u32) {
        match self {
            Self::Few(blocks) => blocks.retain(|it| *it != block),
            Self::Many(bits) => clear(bits, block),
        }
    }

    fn add_to(&self, room: &mut [u64]) {
        match self {
            Self::Few(blocks) => blocks.iter().for_each(|block| set(room, *block)),
            Self::Many(bits) => {
                for (word, more) in room.iter_mut().zip(bits) {
                    *word |= more;
                }
            }
        }
    }
}

/// Keys are hashes already.
#[derive(Clone, Copy, Debug, Default)]
struct Plain;

impl std::hash::BuildHasher for Plain {
    type Hasher = Same;
    fn build_hasher(&self) -> Same {
        Same(0)
    }
}

/// The key itself as its hash.
struct Same(u64);

impl std::hash::Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        // Keys are written as one number; anything else would still be found, only more slowly.
        let mix = |hash: u64, byte: &u8| hash.rotate_left(8) ^ u64::from(*byte);
        self.0 = bytes.iter().fold(self.0, mix);
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

impl Keyed {
    /// Nobody asks yet; `words` is the size of a set of all blocks.
    pub fn new((slot, of_sets): (u32, bool), words: usize) -> Self {
        Self {
            slot,
            of_sets,
            by_key: HashMap::default(),
            others: vec![u64::MAX; words],
        }
    }

    /// What it looks at.
    pub fn of(&self) -> (u32, bool) {
        (self.slot, self.of_sets)
    }

    /// A block that accepts values with these keys.
    pub fn insert(&mut self, block: u32, keys: &[u64]) {
        clear(&mut self.others, block);
        for key in keys {
            let blocks = self.by_key.entry(*key);
            let blocks = blocks.or_insert_with(|| Blocks::Few(Vec::new()));
            blocks.insert(block, self.others.len());
        }
    }

    /// A block that asks no more.
    pub fn remove(&mut self, block: u32) {
        if !has(&self.others, block) {
            set(&mut self.others, block);
            self.by_key
                .values_mut()
                .for_each(|blocks| blocks.remove(block));
        }
    }

    /// Removes the blocks that ask for something else; `room` is overwritten.
    pub fn keep(&self, facts: &Loaded, found: &mut Bits, room: &mut Bits) {
        let is_set = || facts.lane(self.slot).is_some_and(|lane| lane.is_set);
        let Some(keys) = facts.keys(self.slot).filter(|_| !self.of_sets || is_set()) else {
            return; // only comparing tells
        };
        room.clone_from(&self.others);
        for key in keys {
            let blocks = self.by_key.get(key);
            blocks.into_iter().for_each(|blocks| blocks.add_to(room));
        }
        for (word, other) in found.iter_mut().zip(room.iter()) {
            *word &= other;
        }
    }
}
