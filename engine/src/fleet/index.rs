//! Which blocks may match at all: those that ask for values and bounds which the facts have.

use std::collections::BTreeMap;

use super::{
    Block, Loaded,
    bits::{Bits, clear, set},
    bounded::{Bound, Bounded},
    check::Check,
    keyed::Keyed,
    rule::Given,
};

/// Fewer blocks are all visited: looking them up would cost more.
const WORTH_IT: usize = 16;
/// A value that fewer blocks ask for is compared rather than looked up.
const ASKED_FOR: usize = 16;

/// Blocks by what they ask for.
#[derive(Debug, Default)]
pub(super) struct Index {
    blocks: usize,
    keyed: Vec<Keyed>,
    bounded: Vec<Bounded>,
    /// Blocks that may match at all.
    possible: Bits,
}

/// What a block asks for.
#[derive(Clone, Debug)]
pub(super) enum Ask {
    /// A value of a slot with one of these keys, or with `true` an element of the set there.
    Keys((u32, bool), Vec<u64>),
    /// A whole number within a bound.
    Bound(u32, Bound),
}

impl Ask {
    /// What is looked at.
    fn place(&self) -> (u32, u8) {
        match self {
            Self::Keys((slot, of_sets), _) => (*slot, u8::from(*of_sets)),
            Self::Bound(slot, _) => (*slot, 2),
        }
    }
}

impl Index {
    /// Indexes every block by what several blocks ask for, and by one thing at least.
    pub fn of(blocks: &[Block], given: Given<'_>) -> Self {
        let mut asked = BTreeMap::<(u32, u8), usize>::new();
        for ask in blocks.iter().flat_map(|block| asks(block, given)) {
            *asked.entry(ask.place()).or_default() += 1;
        }
        let mut index = Self {
            blocks: blocks.len(),
            possible: vec![0; blocks.len().div_ceil(64)],
            ..Self::default()
        };
        for (place, block) in (0..).zip(blocks) {
            let often = |ask: &Ask| {
                asked
                    .get(&ask.place())
                    .is_some_and(|times| *times >= ASKED_FOR)
            };
            index.insert(place, block, given, often);
        }
        index
    }

    /// Indexes a block anew after an edit, by what is looked up already.
    pub fn replace(&mut self, place: u32, block: &Block, given: Given<'_>) {
        self.keyed.iter_mut().for_each(|it| it.remove(place));
        self.bounded.iter_mut().for_each(|it| it.remove(place));
        let keyed: Vec<(u32, bool)> = self.keyed.iter().map(Keyed::of).collect();
        let bounded: Vec<u32> = self.bounded.iter().map(Bounded::slot).collect();
        self.insert(place, block, given, |ask| match ask {
            Ask::Keys(of, _) => keyed.contains(of),
            Ask::Bound(slot, _) => bounded.contains(slot),
        });
    }

    fn insert(
        &mut self,
        place: u32,
        block: &Block,
        given: Given<'_>,
        often: impl Fn(&Ask) -> bool,
    ) {
        if block.is_never() {
            return clear(&mut self.possible, place);
        }
        set(&mut self.possible, place);
        let asks = asks(block, given);
        let is_found = asks.iter().any(&often);
        let chosen = asks.iter().enumerate();
        for (_, ask) in chosen.filter(|(number, ask)| often(ask) || (!is_found && *number == 0)) {
            self.enter(place, ask);
        }
    }

    fn enter(&mut self, place: u32, ask: &Ask) {
        match ask {
            Ask::Keys(of, keys) => {
                let words = self.possible.len();
                let is_there = self.keyed.iter().any(|it| it.of() == *of);
                self.keyed
                    .extend((!is_there).then(|| Keyed::new(*of, words)));
                let found = self.keyed.iter_mut().find(|it| it.of() == *of);
                found.into_iter().for_each(|it| it.insert(place, keys));
            }
            Ask::Bound(slot, bound) => {
                let is_there = self.bounded.iter().any(|it| it.slot() == *slot);
                self.bounded
                    .extend((!is_there).then(|| Bounded::new(*slot)));
                let found = self.bounded.iter_mut().find(|it| it.slot() == *slot);
                found.into_iter().for_each(|it| it.insert(place, *bound));
            }
        }
    }

    /// Blocks that may match, into `found`; `room` is overwritten.
    pub fn candidates(&self, facts: &Loaded, found: &mut Bits, room: &mut Bits) {
        found.clone_from(&self.possible);
        self.bounded.iter().for_each(|it| it.keep(facts, found));
        self.keyed.iter().for_each(|it| it.keep(facts, found, room));
    }

    /// Whether looking blocks up is cheaper than visiting all of them.
    pub fn is_worth_it(&self) -> bool {
        self.blocks >= WORTH_IT
    }
}

/// What the conditions that must hold ask for.
///
/// Two conditions on one value would both have to be met, which one list of keys cannot say: the first is taken.
fn asks(block: &Block, given: Given<'_>) -> Vec<Ask> {
    let checks = block.required().iter();
    let mut asks: Vec<Ask> = checks
        .filter_map(|check: &Check| check.asks(given))
        .collect();
    asks.sort_by_key(Ask::place);
    // Bounds may stand side by side.
    asks.dedup_by(|one, other| matches!(one, Ask::Keys(..)) && one.place() == other.place());
    asks
}
