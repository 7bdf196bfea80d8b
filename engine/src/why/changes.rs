//! The fewest rows whose change lets the outer bracket hold.
//!
//! A row stands in brackets once, so items change independently: every item of a bracket that must
//! hold wholly needs its own smallest set, and of one where any item is enough the cheapest is taken.

use std::collections::BTreeMap;

use super::Why;
use crate::{
    log::Row,
    scenario::{Group, Item, Join},
};

/// Sets of the smallest size.
#[derive(Clone, Debug, Default)]
pub(super) struct Sets {
    /// How many rows each of them has.
    size: usize,
    /// The first of them, in the order of reading.
    pub first: Vec<Vec<String>>,
    /// There are others.
    pub more: bool,
}

impl Sets {
    /// Nothing has to change.
    fn none() -> Self {
        Self {
            first: vec![Vec::new()],
            ..Self::default()
        }
    }

    fn one(row: &str) -> Self {
        Self {
            size: 1,
            first: vec![vec![row.to_owned()]],
            more: false,
        }
    }

    /// A set of the one with a set of the other, each way.
    fn and(self, other: Self) -> Self {
        let pairs = self.first.iter().flat_map(|one| {
            let pair = |other: &Vec<String>| one.iter().chain(other).cloned().collect();
            other.first.iter().map(pair)
        });
        let mut pairs = pairs.take(Why::MAX_SETS + 1).collect::<Vec<Vec<String>>>();
        let more = self.more || other.more || pairs.len() > Why::MAX_SETS;
        pairs.truncate(Why::MAX_SETS);
        Self {
            size: self.size.saturating_add(other.size),
            first: pairs,
            more,
        }
    }

    /// The smaller ones; all of them if they are equally small.
    fn or(mut self, other: Self) -> Self {
        if self.size == 0 {
            return self; // it holds as it is
        }
        if self.size != other.size {
            return if self.size < other.size { self } else { other };
        }
        self.first.extend(other.first);
        self.more |= other.more || self.first.len() > Why::MAX_SETS;
        self.first.truncate(Why::MAX_SETS);
        self
    }
}

/// The sets for a block that did not run; none if no change of rows helps.
pub(super) fn smallest(formula: &Group, rows: &[Row]) -> Sets {
    if !formula.is_bounded() {
        return Sets::default();
    }
    let sets = of_group(formula, &results(rows), true);
    sets.filter(|sets| sets.size > 0).unwrap_or_default()
}

/// Rows that are not as the block needs them, and the result that it needs of them.
pub(super) fn wrong<'a>(formula: &'a Group, rows: &[Row]) -> BTreeMap<&'a str, bool> {
    let mut wrong = BTreeMap::new();
    if formula.is_bounded() {
        collect(formula, &results(rows), true, &mut wrong);
    }
    wrong
}

type Results<'a> = BTreeMap<&'a str, Option<bool>>;

fn results(rows: &[Row]) -> Results<'_> {
    let mut results = Results::new();
    for row in rows {
        results.entry(&row.condition).or_insert(row.result);
    }
    results
}

fn collect<'a>(
    group: &'a Group,
    results: &Results<'_>,
    wanted: bool,
    wrong: &mut BTreeMap<&'a str, bool>,
) {
    let wanted = wanted != group.not;
    for item in &group.items {
        match item {
            Item::Group(group) => collect(group, results, wanted, wrong),
            Item::Row(row) => {
                let result = results.get(row.id.as_str()).copied().flatten();
                if result.is_some_and(|result| (result != row.not) != wanted) {
                    wrong.insert(&row.id, wanted != row.not);
                }
            }
        }
    }
}

/// What makes an item give what is wanted; `None` if it is neutral.
fn of_item(item: &Item, results: &Results<'_>, wanted: bool) -> Option<Sets> {
    match item {
        Item::Group(group) => of_group(group, results, wanted),
        Item::Row(row) => {
            let result = results.get(row.id.as_str()).copied().flatten()?;
            Some(match (result != row.not) == wanted {
                true => Sets::none(),
                false => Sets::one(&row.id),
            })
        }
    }
}

fn of_group(group: &Group, results: &Results<'_>, wanted: bool) -> Option<Sets> {
    let inner = wanted != group.not;
    let sets = group
        .items
        .iter()
        .filter_map(|item| of_item(item, results, inner));
    let every = (group.join == Join::All) == inner;
    sets.reduce(|one, other| match every {
        true => one.and(other),
        false => one.or(other),
    })
}
