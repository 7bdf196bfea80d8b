//! The part of a loaded value by which most conditions are decided: a few machine words.

use std::cmp::Ordering;

use crate::operators::{Identity, Prepared};

/// A value in short.
#[derive(Clone, Debug)]
pub(super) struct Lane {
    pub number: Scalar,
    /// What an option or a named thing is told by.
    pub identity: Option<Identity>,
    /// Numbers of the options that a set holds.
    pub options: Box<[u64]>,
    /// Bits of its keys of equality; all bits if equality does not go by keys.
    pub keys: u64,
    /// Its pieces if it is a text; all bits if it is something else that may contain a text.
    pub pieces: Pieces,
    /// A set contains its elements, so that a part of it is found by its keys.
    pub is_set: bool,
}

/// What has an order that machine words have too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    /// Something else.
    No,
    /// A whole number.
    Whole(i64),
    /// An instant, Unix seconds.
    Instant(i64),
}

impl Lane {
    /// A value that was read.
    pub fn of(value: &Prepared, keys: Option<&[u64]>) -> Self {
        Self {
            number: Scalar::of(value),
            identity: value.named(),
            options: value.options().into(),
            keys: bits(keys),
            pieces: value.folded().map_or(Pieces::ANY, Pieces::of),
            is_set: value.is_set(),
        }
    }

    /// A value with which nothing can be compared: every condition on it is false.
    pub fn failed() -> Self {
        Self {
            number: Scalar::No,
            identity: None,
            options: Box::default(),
            keys: u64::MAX,
            pieces: Pieces::ANY,
            is_set: false,
        }
    }
}

impl Scalar {
    /// The order of two such values; `None` if machine words don't tell it.
    pub fn order(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Whole(one), Self::Whole(other)) | (Self::Instant(one), Self::Instant(other)) => {
                Some(one.cmp(&other))
            }
            _ => None,
        }
    }

    /// The same of a value that is a constant.
    pub fn of(value: &Prepared) -> Self {
        match (value.whole(), value.instant()) {
            (Some(whole), _) => Self::Whole(whole),
            (_, Some(instant)) => Self::Instant(instant),
            (None, None) => Self::No,
        }
    }
}

/// One bit for each key; all bits without keys.
pub(super) fn bits(keys: Option<&[u64]>) -> u64 {
    let bit = |key: &u64| 1_u64 << (key & 63);
    keys.map_or(u64::MAX, |keys| {
        keys.iter().map(bit).fold(0, |all, it| all | it)
    })
}

/// Which runs of three bytes a text has: a text can only contain another whose runs it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pieces([u64; 4]);

impl Pieces {
    /// Of something that may contain anything.
    const ANY: Self = Self([u64::MAX; 4]);

    /// Of a folded text.
    pub fn of(text: &str) -> Self {
        let mut pieces = Self([0; 4]);
        for run in text.as_bytes().windows(3) {
            let mixed = run.iter().fold(0_u32, |mixed, byte| {
                mixed
                    .wrapping_mul(0x9E37_79B1)
                    .wrapping_add(u32::from(*byte))
            });
            let bit = mixed.wrapping_mul(0x9E37_79B1) >> 24;
            if let Some(word) = pieces.0.get_mut((bit >> 6) as usize) {
                *word |= 1 << (bit & 63);
            }
        }
        pieces
    }

    /// Whether a text with these pieces may contain one with those.
    pub fn may_contain(&self, part: &Self) -> bool {
        let missing = |(own, other): (&u64, &u64)| other & !own;
        self.0
            .iter()
            .zip(&part.0)
            .map(missing)
            .fold(0, |all, it| all | it)
            == 0
    }
}
