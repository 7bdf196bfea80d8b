//! Checks: the conditions of a block in the form in which they are visited, decided by machine words where
//! these tell, and by their test where they don't.

use std::cmp::Ordering;

use memchr::memmem::Finder;

use super::{
    Slot, Slots,
    bounded::Bound,
    index::Ask,
    lane::{Lane, Pieces, Scalar, bits},
    loaded::{Loaded, Memo},
    rule::Given,
    test::{Test, Tests},
};
use crate::operators::{Identity, Prepared, Quick};

/// Conditions from this cost on are decided once per snapshot.
const DEAR: u8 = 4;

/// A condition that must hold.
#[derive(Debug)]
pub(super) struct Check {
    slot: u32,
    test: u32,
    /// Remembering what its test gave is cheaper than deciding it again.
    is_dear: bool,
    by: By,
}

/// What decides it, or rules it out.
#[derive(Debug)]
enum By {
    /// The order of the value and a constant.
    Bound(Scalar, Accepts),
    /// The order of the value and another one.
    Value(u32, Accepts),
    /// The same named thing.
    Same(Box<Identity>, u64),
    /// One of some named things or whole numbers.
    OneOf(Box<[u64]>, u64),
    /// The same, or a set that holds one of them.
    AnyOf(Box<[u64]>, u64),
    /// Sides that are equal have a key in common.
    Keys(u64),
    /// A text has the pieces of its parts, a set the keys of its elements.
    Part(Box<Part>),
    /// Nothing of that.
    Test,
}

/// What a value is looked through for.
#[derive(Debug)]
struct Part {
    keys: u64,
    pieces: Pieces,
    finder: Option<Finder<'static>>,
}

impl Part {
    fn of(part: &Prepared) -> Self {
        let keys = part.keys().filter(|keys| !keys.is_empty());
        let text = part.folded().filter(|text| !text.is_empty());
        Self {
            keys: bits(keys.as_deref()),
            pieces: Pieces::of(text.unwrap_or_default()),
            finder: text.map(|text| Finder::new(text).into_owned()),
        }
    }
}

/// Which orders are accepted: bits for less, equal and greater.
#[derive(Clone, Copy, Debug)]
struct Accepts(u8);

impl Accepts {
    fn of(holds: fn(Ordering) -> bool) -> Self {
        let orders = [Ordering::Less, Ordering::Equal, Ordering::Greater];
        let bit = |order: &Ordering| u8::from(holds(*order)) << Self::place(*order);
        Self(orders.iter().map(bit).fold(0, |all, it| all | it))
    }

    fn place(order: Ordering) -> u8 {
        match order {
            Ordering::Less => 0,
            Ordering::Equal => 1,
            Ordering::Greater => 2,
        }
    }

    /// The whole numbers that are so ordered to a bound.
    fn whole(self, bound: i64) -> Option<Bound> {
        match self.0 {
            0b100 => bound.checked_add(1).map(Bound::Least),
            0b110 => Some(Bound::Least(bound)),
            0b001 => bound.checked_sub(1).map(Bound::Greatest),
            0b011 => Some(Bound::Greatest(bound)),
            _ => None,
        }
    }

    fn has(self, order: Ordering) -> bool {
        self.0 >> Self::place(order) & 1 == 1
    }
}

impl Check {
    /// The check of a test.
    pub fn of(place: u32, tests: &Tests, slots: &Slots) -> Self {
        let test = tests.get(place);
        let read = |slot| match slot {
            Slot::Read(slot) => Some(slot),
            Slot::Fixed(_) => None,
        };
        let slot = test.and_then(|test| read(test.left));
        let by = test
            .filter(|_| slot.is_some())
            .and_then(|test| By::of(test, slots));
        Self {
            slot: slot.unwrap_or_default(),
            test: place,
            is_dear: test.is_some_and(|test| test.entry.cost() >= DEAR),
            by: by.unwrap_or(By::Test),
        }
    }

    /// From what decides most and costs least to what costs most.
    pub fn cost(&self) -> u8 {
        match self.by {
            By::Same(..) | By::OneOf(..) | By::AnyOf(..) | By::Keys(_) => 0,
            By::Bound(..) => 1,
            By::Value(..) => 2,
            By::Part(_) => 3,
            By::Test => 4,
        }
    }

    /// Whether a block is found by it.
    pub fn is_found(&self, given: Given<'_>) -> bool {
        self.asks(given).is_some()
    }

    /// What a block can be found by.
    pub fn asks(&self, (tests, slots): Given<'_>) -> Option<Ask> {
        let keys = |of_sets| {
            let Slot::Fixed(right) = tests.get(self.test)?.right? else {
                return None;
            };
            let keys = slots
                .constant(right)?
                .keys()
                .filter(|keys| !keys.is_empty())?;
            Some(Ask::Keys((self.slot, of_sets), keys))
        };
        match &self.by {
            By::Same(..) | By::OneOf(..) | By::AnyOf(..) | By::Keys(_) => keys(false),
            By::Part(_) => keys(true),
            By::Bound(Scalar::Whole(bound), accepts) => {
                Some(Ask::Bound(self.slot, accepts.whole(*bound)?))
            }
            By::Bound(..) | By::Value(..) | By::Test => None,
        }
    }

    /// Whether it holds.
    #[inline(always)]
    pub fn holds(&self, tests: &Tests, slots: &Slots, facts: &Loaded, memo: &mut Memo) -> bool {
        let lane = facts.lane(self.slot);
        let known = lane.and_then(|lane| self.by.decides(lane, facts));
        known.unwrap_or_else(|| self.tested(tests, slots, facts, memo))
    }

    #[inline(never)]
    fn tested(&self, tests: &Tests, slots: &Slots, facts: &Loaded, memo: &mut Memo) -> bool {
        let holds = || {
            if let By::Part(part) = &self.by
                && let Some((finder, text)) = part.finder.as_ref().zip(facts.text(self.slot))
            {
                return finder.find(text.as_bytes()).is_some();
            }
            let test = tests.get(self.test);
            test.is_some_and(|test| test.holds(slots, facts))
        };
        if !self.is_dear {
            return holds();
        }
        let known = memo.get(self.test);
        known.unwrap_or_else(|| memo.set(self.test, holds()))
    }
}

impl By {
    fn of(test: &Test, slots: &Slots) -> Option<Self> {
        let entry = test.entry;
        match (entry.quick(), test.right?) {
            (Quick::Order(holds), Slot::Read(right)) => {
                Some(Self::Value(right, Accepts::of(holds)))
            }
            (Quick::Order(holds), Slot::Fixed(right)) => {
                let bound = Scalar::of(slots.constant(right)?);
                (bound != Scalar::No).then(|| Self::Bound(bound, Accepts::of(holds)))
            }
            (Quick::Equal | Quick::Among, Slot::Fixed(right)) if entry.is_equality() => {
                let is_among = matches!(entry.quick(), Quick::Among);
                let right = slots.constant(right)?;
                let keys = right.keys().filter(|keys| !keys.is_empty())?;
                let keys = bits(Some(&keys));
                Some(match (right.named(), right.ids()) {
                    (Some(identity), _) if identity.of.is_some() => {
                        Self::Same(Box::new(identity), keys)
                    }
                    (_, Some(ids)) if is_among => Self::AnyOf(ids.into(), keys),
                    (_, Some(ids)) => Self::OneOf(ids.into(), keys),
                    _ => Self::Keys(keys),
                })
            }
            (Quick::Contains, Slot::Fixed(right)) if !entry.negative => {
                let part = Part::of(slots.constant(right)?);
                Some(Self::Part(Box::new(part)))
            }
            _ => None,
        }
    }

    /// The result, if machine words tell it.
    #[inline(always)]
    fn decides(&self, lane: &Lane, facts: &Loaded) -> Option<bool> {
        match self {
            Self::Bound(bound, accepts) => Some(accepts.has(lane.number.order(*bound)?)),
            Self::Value(right, accepts) => {
                let right = facts.lane(*right)?;
                Some(accepts.has(lane.number.order(right.number)?))
            }
            Self::Same(wanted, keys) => match &lane.identity {
                Some(identity) if identity.of == wanted.of => Some(identity.is(wanted)),
                _ => (lane.keys & keys == 0).then_some(false),
            },
            Self::AnyOf(ids, _) if lane.options.iter().any(|id| ids.contains(id)) => Some(true),
            Self::OneOf(ids, keys) | Self::AnyOf(ids, keys) => {
                match (&lane.identity, lane.number) {
                    (Some(identity), _) if ids.contains(&identity.id) => Some(true),
                    (None, Scalar::Whole(number)) => {
                        Some(u64::try_from(number).is_ok_and(|number| ids.contains(&number)))
                    }
                    _ => (lane.keys & keys == 0).then_some(false),
                }
            }
            Self::Keys(keys) => (lane.keys & keys == 0).then_some(false),
            Self::Part(part) if lane.is_set => (lane.keys & part.keys == 0).then_some(false),
            Self::Part(part) => (!lane.pieces.may_contain(&part.pieces)).then_some(false),
            Self::Test => None,
        }
    }
}
