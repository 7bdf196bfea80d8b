//! A block as the tests that make it pass, cheap ones first; rows that take no part are left out (A13).

use super::{
    Slot, Slots, TraceRow,
    check::Check,
    loaded::{Loaded, Memo},
    rule::{Given, Rule},
    slot::{Home, Placing},
    test::Tests,
};
use crate::{
    Fact,
    block::{Row, Side, State},
    operators::{self, Prepared},
    scenario::{Block as Saved, Condition, Joiner, Operand},
    snapshot::Dictionaries,
};

/// A compiled block.
#[derive(Debug)]
pub(super) struct Block {
    rows: Vec<Placed>,
    rule: Rule,
}

/// One row: its slots, and what it does.
#[derive(Debug)]
pub(super) struct Placed {
    pub joiner: Joiner,
    pub part: Part,
    left: Option<Slot>,
    right: Option<Slot>,
}

/// What a row does in the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Nothing (A13).
    Neutral,
    /// It can't be compared, so it is false (section 5, rule 9).
    Never,
    /// It is decided.
    Test(u32),
}

impl Block {
    /// Places its values and conditions among those of the fleet.
    pub fn compile(
        block: &Saved,
        home: &Home,
        (tests, slots): (&mut Tests, &mut Slots),
        names: &Dictionaries,
    ) -> Self {
        let place = |condition| placed(condition, home, (tests, slots), names);
        let rows: Vec<Placed> = block.conditions.iter().map(place).collect();
        let given = (&*tests, &*slots);
        let rule = match &block.formula {
            Some(formula) => Rule::of_brackets(formula, &block.conditions, &rows, given),
            None => Rule::of_joiners(&rows, given),
        };
        Self { rows, rule }
    }

    /// Whether it passes.
    pub fn passes(&self, given: Given<'_>, facts: &Loaded, memo: &mut Memo) -> bool {
        self.rule.holds(given, facts, memo)
    }

    /// Conditions all of which must hold, if there are such.
    pub fn required(&self) -> &[Check] {
        self.rule.required()
    }

    /// It will be visited only where what it is found by is likely to hold, so that is tried last.
    pub fn expect_found(&mut self, given: Given<'_>) {
        self.rule.expect_found(given);
    }

    /// Whether it never passes, whatever the facts are.
    pub fn is_never(&self) -> bool {
        self.rule.is_never()
    }

    /// Every row with both sides.
    pub fn trace<'f>(
        &self,
        (tests, slots): (&Tests, &'f Slots),
        facts: &'f Loaded,
        rows: &mut Vec<TraceRow<'f>>,
    ) {
        rows.extend(self.rows.iter().map(|row| TraceRow {
            left: fact(row.left, slots, facts),
            right: fact(row.right, slots, facts),
            result: match row.part {
                Part::Neutral => None,
                Part::Never => Some(false),
                Part::Test(test) => Some(tests.get(test).is_some_and(|it| it.holds(slots, facts))),
            },
        }));
    }
}

/// A side as it was read.
fn fact<'f>(slot: Option<Slot>, slots: &'f Slots, facts: &'f Loaded) -> Option<&'f Fact> {
    match slot? {
        Slot::Fixed(place) => slots.constant(place).map(Prepared::fact),
        Slot::Read(place) => facts.get(place).map(|value| value.prepared.fact()),
    }
}

fn placed(
    condition: &Condition,
    home: &Home,
    (tests, slots): (&mut Tests, &mut Slots),
    names: &Dictionaries,
) -> Placed {
    let (left, right, state) = Row::compile(condition).into_parts();
    let mut place = |operand: Option<&Operand>, side: Option<Side>, now: Option<Side>| {
        let (operand, side) = operand.zip(side)?;
        let placing = Placing {
            operand,
            side,
            now,
            home,
        };
        Some(slots.place(placing, names))
    };
    let left = place(condition.left.as_ref(), left, None);
    let code = condition.operator.as_deref().unwrap_or_default();
    let right = match operators::find(code).is_some_and(|entry| entry.before) {
        true => {
            let now = condition.left.as_ref();
            let now = now.and_then(|operand| Side::compile(operand).ok());
            place(condition.left.as_ref(), right, now)
        }
        false => place(condition.right.as_ref(), right, None),
    };
    let part = match (state, left) {
        (State::Neutral, _) => Part::Neutral,
        (State::Ready(entry), Some(left)) => Part::Test(tests.place(left, entry, right)),
        _ => Part::Never,
    };
    Placed {
        joiner: condition.joiner,
        part,
        left,
        right,
    }
}
