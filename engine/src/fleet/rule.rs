//! How the rows of a block make it pass: joiners (A1) or brackets, without the rows that take no part.

use super::{
    Slots,
    block::{Part, Placed},
    check::Check,
    loaded::{Loaded, Memo},
    test::Tests,
};
use crate::scenario::{Condition, Group, Item, Join, Joiner};

/// The conditions of a fleet and the values they compare.
pub(super) type Given<'a> = (&'a Tests, &'a Slots);

/// A rule over conditions.
#[derive(Debug)]
pub(super) enum Rule {
    /// Every one of these must hold.
    All(Box<[Check]>),
    /// A row that is always so.
    Fixed(bool),
    /// A condition, or with `true` its opposite.
    Test(Check, bool),
    /// Rules joined, and with `true` the opposite of that.
    Joined(Join, bool, Box<[Rule]>),
}

impl Rule {
    /// `any «ИЛИ» row or (some «И» rows and all of them) or no rows`.
    pub fn of_joiners(rows: &[Placed], given: Given<'_>) -> Self {
        let of = |joiner: Joiner| {
            let taking_part =
                move |row: &&Placed| row.joiner == joiner && row.part != Part::Neutral;
            rows.iter().filter(taking_part)
        };
        let mut any: Vec<Self> = of(Joiner::Or)
            .filter_map(|row| Self::row(row, false, given))
            .collect();
        let ands: Vec<&Placed> = of(Joiner::And).collect();
        if ands.is_empty() && any.is_empty() {
            return Self::Fixed(true);
        }
        let all = Self::all(&ands, given);
        if any.is_empty() {
            return all;
        }
        if !ands.is_empty() {
            any.push(all);
        }
        Self::Joined(Join::Any, false, any.into())
    }

    fn all(rows: &[&Placed], (tests, slots): Given<'_>) -> Self {
        let mut all = Vec::new();
        for row in rows {
            match row.part {
                Part::Neutral => {}
                Part::Never => return Self::Fixed(false),
                Part::Test(test) => all.push(Check::of(test, tests, slots)),
            }
        }
        all.sort_by_key(Check::cost);
        Self::All(all.into())
    }

    /// Brackets that are broken never pass.
    pub fn of_brackets(
        formula: &Group,
        conditions: &[Condition],
        rows: &[Placed],
        given: Given<'_>,
    ) -> Self {
        let ids: Vec<&str> = conditions.iter().map(|row| row.id.as_str()).collect();
        if !formula.is_sound(&ids) {
            return Self::Fixed(false);
        }
        let row = |id: &str| {
            let index = conditions.iter().position(|condition| condition.id == id)?;
            rows.get(index)
        };
        Self::group(formula, &row, given).unwrap_or(Self::Fixed(true))
    }

    /// `None` for a bracket without a row that takes part.
    fn group<'a>(
        group: &Group,
        row: &impl Fn(&str) -> Option<&'a Placed>,
        given: Given<'_>,
    ) -> Option<Self> {
        let items: Vec<Self> = group
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Row(it) => Self::row(row(&it.id)?, it.not, given),
                Item::Group(group) => Self::group(group, row, given),
            })
            .collect();
        (!items.is_empty()).then(|| Self::Joined(group.join, group.not, items.into()))
    }

    fn row(row: &Placed, not: bool, (tests, slots): Given<'_>) -> Option<Self> {
        match row.part {
            Part::Neutral => None,
            Part::Never => Some(Self::Fixed(not)),
            Part::Test(test) => Some(Self::Test(Check::of(test, tests, slots), not)),
        }
    }

    /// Whether it holds.
    pub fn holds(&self, (tests, slots): Given<'_>, facts: &Loaded, memo: &mut Memo) -> bool {
        match self {
            Self::All(checks) => checks.iter().all(|it| it.holds(tests, slots, facts, memo)),
            Self::Fixed(result) => *result,
            Self::Test(it, not) => it.holds(tests, slots, facts, memo) != *not,
            Self::Joined(join, not, rules) => {
                // The depth of brackets is bounded.
                let mut holds = |rule: &Self| rule.holds((tests, slots), facts, memo);
                let joined = match join {
                    Join::All => rules.iter().all(&mut holds),
                    Join::Any => rules.iter().any(&mut holds),
                };
                joined != *not
            }
        }
    }

    /// Conditions all of which must hold for it.
    pub fn required(&self) -> &[Check] {
        match self {
            Self::All(checks) => checks,
            Self::Test(..) | Self::Fixed(_) | Self::Joined(..) => &[],
        }
    }

    /// Conditions that are likely to hold are tried last.
    pub fn expect_found(&mut self, given: Given<'_>) {
        if let Self::All(checks) = self {
            checks.sort_by_cached_key(|check| (check.is_found(given), check.cost()));
        }
    }

    /// Whether it never holds, whatever the facts are.
    pub fn is_never(&self) -> bool {
        matches!(self, Self::Fixed(false))
    }
}
