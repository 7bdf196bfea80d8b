//! Brackets mean what they say, and the flat rule keeps its meaning in brackets.
#![allow(clippy::indexing_slicing)]

use super::*;
use crate::{block::combine, scenario::RowRef};

/// Every way to fill `count` places with one of the choices.
fn ways<T: Copy>(choices: &[T], count: usize) -> Vec<Vec<T>> {
    let mut ways = vec![Vec::new()];
    for _ in 0..count {
        let longer = ways.iter().flat_map(|way| {
            choices.iter().map(move |choice| {
                let mut way = way.clone();
                way.push(*choice);
                way
            })
        });
        ways = longer.collect();
    }
    ways
}

fn passes(group: &Group, results: &[Option<bool>]) -> bool {
    let result = |id: &str| {
        let index: usize = id.parse().unwrap_or(usize::MAX);
        results.get(index).copied().flatten()
    };
    evaluate(group, &result).unwrap_or(true)
}

#[test]
fn the_flat_rule_and_its_brackets_agree_on_every_combination_of_up_to_five_rows_a1() {
    let mut tried = 0;
    for count in 0..=5 {
        for joiners in ways(&[Joiner::And, Joiner::Or], count) {
            let conditions: Vec<Condition> = joiners
                .iter()
                .enumerate()
                .map(|(index, joiner)| Condition {
                    id: index.to_string(),
                    joiner: *joiner,
                    ..Condition::default()
                })
                .collect();
            let brackets = to_brackets(&conditions);
            assert_eq!(brackets.rows().len(), count, "every row is mentioned");
            for results in ways(&[Some(true), Some(false), None], count) {
                let rows = joiners.iter().copied().zip(results.iter().copied());
                let flat = combine(rows).status == BlockStatus::Done;
                assert_eq!(passes(&brackets, &results), flat, "{joiners:?} {results:?}");
                tried += 1;
            }
        }
    }
    assert_eq!(tried, (0..=5).map(|count| 6_u32.pow(count)).sum::<u32>());
}

fn group(join: Join, not: bool, items: Vec<Item>) -> Group {
    Group { join, not, items }
}

fn not(id: &str) -> Item {
    Item::Row(RowRef {
        id: id.to_owned(),
        not: true,
    })
}

#[test]
fn a_neutral_item_is_left_out_whatever_stands_before_it() {
    let only = |items| group(Join::All, true, items);
    assert!(passes(&only(vec![Item::row("0")]), &[None]));
    assert!(passes(&only(vec![not("0")]), &[None]));
    assert!(passes(&only(vec![]), &[]));
    let inner = Item::Group(group(Join::Any, true, vec![Item::row("1")]));
    let outer = group(Join::All, false, vec![Item::row("0"), inner]);
    assert!(passes(&outer, &[Some(true), None]));
    assert!(!passes(&outer, &[Some(true), Some(true)]));
    assert!(passes(&outer, &[None, Some(false)]));
}

#[test]
fn brackets_beyond_the_bounds_never_pass() {
    let mut deep = group(Join::All, false, vec![]);
    for _ in 1..Group::MAX_DEPTH {
        deep = group(Join::All, false, vec![Item::Group(deep)]);
    }
    assert!(deep.is_bounded());
    assert_eq!(verdict(&deep, &[]).status, BlockStatus::Done);
    let deeper = group(Join::All, true, vec![Item::Group(deep)]);
    assert!(!deeper.is_bounded());
    assert_eq!(verdict(&deeper, &[]).status, BlockStatus::NotMatching);
    let wide = |count| group(Join::Any, false, vec![Item::row("0"); count]);
    assert!(wide(Group::MAX_ITEMS).is_bounded());
    assert!(!wide(Group::MAX_ITEMS + 1).is_bounded());
}
