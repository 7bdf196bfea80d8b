//! How brackets make a block pass, and the flat rule of A1 written as brackets.
//!
//! A row without a result is neutral (A13): it is left out of its bracket, «НЕ» or not.
//! A bracket with nothing but neutral items is neutral itself, and a block whose outer bracket is
//! neutral counts as one without conditions and passes.

use std::collections::BTreeMap;

use super::{Row as Compiled, Verdict};
use crate::{
    log::{BlockStatus, Row},
    scenario::{Condition, Group, Item, Join, Joiner},
    snapshot::Snapshot,
};

/// Results by the identifier of the condition.
type Results<'a> = BTreeMap<&'a str, Option<bool>>;

/// Whether a block with brackets passes; brackets that are broken never do.
pub(super) fn verdict(formula: &Group, rows: &[Row]) -> Verdict {
    let passes = !is_broken(formula, rows) && bracket(formula, rows).unwrap_or(true);
    Verdict {
        status: match passes {
            true => BlockStatus::Done,
            false => BlockStatus::NotMatching,
        },
        by_or: None,
    }
}

/// Whether the brackets name a row that the block lacks, name none although it has some, or are too many.
pub fn is_broken(formula: &Group, rows: &[Row]) -> bool {
    let ids: Vec<&str> = rows.iter().map(|row| row.condition.as_str()).collect();
    !formula.is_sound(&ids)
}

/// The same on facts, before there is a log.
pub(super) fn pass(formula: &Group, rows: &[Compiled], snapshot: &Snapshot) -> bool {
    let ids: Vec<&str> = rows.iter().map(Compiled::id).collect();
    let result = |id: &str| {
        let row = rows.iter().find(|row| row.id() == id)?;
        row.holds(snapshot)
    };
    formula.is_sound(&ids) && evaluate(formula, &result).unwrap_or(true)
}

/// What a bracket gives on the rows of a log; `None` is neutral.
pub fn bracket(group: &Group, rows: &[Row]) -> Option<bool> {
    if !group.is_bounded() {
        return Some(false);
    }
    let mut results = Results::new();
    for row in rows {
        results.entry(&row.condition).or_insert(row.result);
    }
    evaluate(group, &|id| results.get(id).copied().flatten())
}

/// The same on any results; a row that the block lacks is neutral.
pub(super) fn evaluate(group: &Group, result: &dyn Fn(&str) -> Option<bool>) -> Option<bool> {
    let results = group.items.iter().filter_map(|item| match item {
        Item::Row(row) => Some(result(&row.id)? != row.not),
        Item::Group(group) => evaluate(group, result),
    });
    let joined = results.reduce(|one, other| match group.join {
        Join::All => one && other,
        Join::Any => one || other,
    });
    Some(joined? != group.not)
}

/// The flat rule of A1 as brackets with the same meaning: `(all «И» rows) or «ИЛИ» row or …`.
pub fn to_brackets(conditions: &[Condition]) -> Group {
    let of = |joiner: Joiner| {
        let rows = conditions.iter().filter(move |row| row.joiner == joiner);
        rows.map(|row| Item::row(row.id.clone())).collect()
    };
    let (ands, ors): (Vec<Item>, Vec<Item>) = (of(Joiner::And), of(Joiner::Or));
    if ors.is_empty() {
        return all(ands);
    }
    let together = match ands.as_slice() {
        [] | [_] => ands,
        _ => vec![Item::Group(all(ands))],
    };
    Group {
        join: Join::Any,
        not: false,
        items: together.into_iter().chain(ors).collect(),
    }
}

fn all(items: Vec<Item>) -> Group {
    Group {
        join: Join::All,
        not: false,
        items,
    }
}

#[cfg(test)]
mod tests;
