//! The smallest changes are the smallest, found by trying every set of rows.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use crate::{
    log::Row,
    scenario::{Condition, Group, Item, Join, Joiner, RowRef},
};

fn row(index: usize, joiner: Joiner, result: Option<bool>) -> Row {
    Row {
        condition: index.to_string(),
        joiner,
        left: None,
        operator: None,
        right: None,
        result,
        notes: Vec::new(),
    }
}

/// Every smallest set that helps, by trying all of them.
fn tried(formula: &Group, rows: &[Row]) -> Vec<Vec<String>> {
    let helps = |mask: &usize| {
        let mut rows = rows.to_vec();
        for (index, row) in rows.iter_mut().enumerate() {
            if mask >> index & 1 == 1 {
                row.result = row.result.map(|result| !result);
            }
        }
        let touches_neutral = rows
            .iter()
            .enumerate()
            .any(|(index, row)| mask >> index & 1 == 1 && row.result.is_none());
        !touches_neutral && block::bracket(formula, &rows).unwrap_or(true)
    };
    let masks: Vec<usize> = (0..1_usize << rows.len()).filter(helps).collect();
    let size = masks.iter().map(|mask| mask.count_ones()).min();
    let smallest = masks.iter().filter(|mask| Some(mask.count_ones()) == size);
    let ids = |mask: &usize| -> Vec<String> {
        let all = 0..rows.len();
        all.filter(|index| mask >> index & 1 == 1)
            .map(|index| index.to_string())
            .collect()
    };
    smallest.map(ids).collect()
}

fn sorted(mut sets: Vec<Vec<String>>) -> Vec<Vec<String>> {
    sets.iter_mut().for_each(|set| set.sort());
    sets.sort();
    sets
}

fn agree(formula: &Group, rows: &[Row]) -> bool {
    if block::bracket(formula, rows).unwrap_or(true) {
        return false;
    }
    let found = changes::smallest(formula, rows);
    assert!(!found.more);
    assert_eq!(
        sorted(found.first),
        sorted(tried(formula, rows)),
        "{formula:?} {rows:?}"
    );
    true
}

/// A small generator, so that every run tries the same brackets.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % end
    }

    fn group(&mut self, mut rows: Vec<usize>, depth: usize) -> Group {
        let mut items = Vec::new();
        while let Some(first) = rows.pop() {
            let taken = self.below(rows.len() as u64 + 1) as usize;
            let part = rows.split_off(rows.len() - taken);
            if part.is_empty() || depth == 0 {
                let all = part.into_iter().chain([first]);
                items.extend(all.map(|row| {
                    Item::Row(RowRef {
                        id: row.to_string(),
                        not: self.below(4) == 0,
                    })
                }));
            } else {
                let part = part.into_iter().chain([first]).collect();
                items.push(Item::Group(self.group(part, depth - 1)));
            }
        }
        Group {
            join: if self.below(2) == 0 {
                Join::All
            } else {
                Join::Any
            },
            not: self.below(4) == 0,
            items,
        }
    }
}

#[test]
fn the_smallest_changes_of_random_brackets_are_those_found_by_trying_all() {
    let mut dice = Dice(7);
    let mut failed = 0;
    for _ in 0..3000 {
        let count = dice.below(5) as usize + 1;
        let formula = dice.group((0..count).collect(), 3);
        let rows: Vec<Row> = (0..count)
            .map(|index| {
                let result = [Some(true), Some(false), Some(false), None][dice.below(4) as usize];
                row(index, Joiner::And, result)
            })
            .collect();
        failed += usize::from(agree(&formula, &rows));
    }
    assert!(failed > 500, "only {failed} of the blocks did not run");
}

#[test]
fn the_smallest_changes_of_the_flat_rule_are_those_found_by_trying_all() {
    let mut dice = Dice(11);
    for _ in 0..1000 {
        let count = dice.below(5) as usize + 1;
        let rows: Vec<Row> = (0..count)
            .map(|index| {
                let joiner = if dice.below(2) == 0 {
                    Joiner::And
                } else {
                    Joiner::Or
                };
                row(
                    index,
                    joiner,
                    [Some(true), Some(false), None][dice.below(3) as usize],
                )
            })
            .collect();
        let condition = |row: &Row| Condition {
            id: row.condition.clone(),
            joiner: row.joiner,
            ..Condition::default()
        };
        let conditions: Vec<Condition> = rows.iter().map(condition).collect();
        agree(&block::to_brackets(&conditions), &rows);
    }
}

#[test]
fn a_great_many_sets_are_cut_and_it_is_told() {
    let any = |from: usize| {
        let rows = (from..from + 4).map(|row| Item::row(row.to_string()));
        Item::Group(Group {
            join: Join::Any,
            not: false,
            items: rows.collect(),
        })
    };
    let items = (0..30).map(|group| any(group * 4)).collect();
    let formula = Group {
        join: Join::All,
        not: false,
        items,
    };
    let rows: Vec<Row> = (0..120)
        .map(|index| row(index, Joiner::And, Some(false)))
        .collect();
    let found = changes::smallest(&formula, &rows);
    assert!(found.more && found.first.len() == Why::MAX_SETS);
    assert_eq!(found.first[0].len(), 30);
}
