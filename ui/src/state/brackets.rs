//! Edits of a block's brackets as plain functions; places in them are indexes from the outside in.

use engine::{
    block::to_brackets,
    scenario::{Block, Group, Item, Join, RowRef},
};

/// Indexes that lead from the outer bracket to an item in it.
pub type Route = Vec<usize>;

/// Turns joiners into brackets of the same meaning, or gives the joiners back their say.
pub fn toggle(block: &mut Block) {
    block.formula = match block.formula {
        Some(_) => None,
        None => Some(to_brackets(&block.conditions)),
    };
}

/// The bracket at a place.
pub fn group_at<'a>(group: &'a mut Group, route: &[usize]) -> Option<&'a mut Group> {
    let Some((first, rest)) = route.split_first() else {
        return Some(group);
    };
    match group.items.get_mut(*first)? {
        Item::Group(inner) => group_at(inner, rest),
        Item::Row(_) => None,
    }
}

/// Exchanges «все» and «любое».
pub fn turn_join(block: &mut Block, route: &[usize]) {
    if let Some(group) = bracket(block, route) {
        group.join = match group.join {
            Join::All => Join::Any,
            Join::Any => Join::All,
        };
    }
}

/// Puts «НЕ» before a bracket or takes it away.
pub fn turn_not(block: &mut Block, route: &[usize]) {
    if let Some(group) = bracket(block, route) {
        group.not = !group.not;
    }
}

/// Puts «НЕ» before a row or takes it away.
pub fn turn_row(block: &mut Block, id: &str) {
    let place = block.formula.as_ref().and_then(|group| find(group, id));
    if let Some(RowRef { not, .. }) = place.and_then(|route| row_at(block, &route)) {
        *not = !*not;
    }
}

/// Takes a row into a bracket: the one beside it if there is one, else a new one around it alone.
pub fn indent(block: &mut Block, id: &str) -> bool {
    let Some((group, at)) = home(block, id) else {
        return false;
    };
    let before = at.checked_sub(1);
    let beside = before.filter(|at| matches!(group.items.get(*at), Some(Item::Group(_))));
    let item = group.items.remove(at);
    match beside.and_then(|at| group.items.get_mut(at)) {
        Some(Item::Group(inner)) => inner.items.push(item),
        _ => {
            let inner = Group {
                join: match group.join {
                    Join::All => Join::Any,
                    Join::Any => Join::All,
                },
                not: false,
                items: vec![item],
            };
            group.items.insert(at, Item::Group(inner));
        }
    }
    true
}

/// Takes a row out of its bracket to the place after it; an empty bracket goes.
pub fn outdent(block: &mut Block, id: &str) -> bool {
    let Some(formula) = block.formula.as_mut() else {
        return false;
    };
    let route = find(formula, id).unwrap_or_default();
    let [outer @ .., group, at] = route.as_slice() else {
        return false;
    };
    let inner = group_at(formula, route.split_last().map_or(&[], |(_, rest)| rest));
    let item = inner.map(|inner| inner.items.remove(*at));
    if let (Some(outer), Some(item)) = (group_at(formula, outer), item) {
        outer.items.insert(group + 1, item);
    }
    prune(formula);
    true
}

/// Moves a row among its neighbours in its bracket; tells its new place and how many there are.
pub fn shift(block: &mut Block, id: &str, by: isize) -> Option<(usize, usize)> {
    let (group, at) = home(block, id)?;
    let of = group.items.len();
    let to = at.checked_add_signed(by).filter(|to| *to < of)?;
    group.items.swap(at, to);
    Some((to, of))
}

/// Keeps brackets and rows in step after rows were added, copied or deleted.
pub fn settle(block: &mut Block) {
    let ids: Vec<String> = block.conditions.iter().map(|row| row.id.clone()).collect();
    let Some(formula) = block.formula.as_mut() else {
        return;
    };
    keep(formula, &ids);
    prune(formula);
    let known: Vec<String> = formula.rows().into_iter().map(str::to_owned).collect();
    for (index, id) in ids.iter().enumerate().filter(|(_, id)| !known.contains(id)) {
        // A new row stands after the one before it, a first one at the end.
        let before = index.checked_sub(1).and_then(|at| ids.get(at));
        let route = before.and_then(|id| find(formula, id));
        match route.as_deref().and_then(|route| route.split_last()) {
            Some((at, outer)) => {
                if let Some(group) = group_at(formula, outer) {
                    group.items.insert(at + 1, Item::row(id.clone()));
                }
            }
            None => formula.items.push(Item::row(id.clone())),
        }
    }
}

fn bracket<'a>(block: &'a mut Block, route: &[usize]) -> Option<&'a mut Group> {
    group_at(block.formula.as_mut()?, route)
}

fn row_at<'a>(block: &'a mut Block, route: &[usize]) -> Option<&'a mut RowRef> {
    let (last, outer) = route.split_last()?;
    match bracket(block, outer)?.items.get_mut(*last)? {
        Item::Row(row) => Some(row),
        Item::Group(_) => None,
    }
}

/// The bracket in which a row stands, and its index there.
fn home<'a>(block: &'a mut Block, id: &str) -> Option<(&'a mut Group, usize)> {
    let route = find(block.formula.as_ref()?, id)?;
    let (at, outer) = route.split_last()?;
    Some((bracket(block, outer)?, *at))
}

fn find(group: &Group, id: &str) -> Option<Route> {
    for (index, item) in group.items.iter().enumerate() {
        match item {
            Item::Row(row) if row.id == id => return Some(vec![index]),
            Item::Row(_) => {}
            Item::Group(inner) => {
                if let Some(rest) = find(inner, id) {
                    return Some([vec![index], rest].concat());
                }
            }
        }
    }
    None
}

fn keep(group: &mut Group, ids: &[String]) {
    group.items.retain(|item| match item {
        Item::Row(row) => ids.contains(&row.id),
        Item::Group(_) => true,
    });
    for item in &mut group.items {
        if let Item::Group(inner) = item {
            keep(inner, ids);
        }
    }
}

/// Brackets around nothing say nothing.
fn prune(group: &mut Group) {
    for item in &mut group.items {
        if let Item::Group(inner) = item {
            prune(inner);
        }
    }
    group.items.retain(|item| match item {
        Item::Row(_) => true,
        Item::Group(inner) => !inner.items.is_empty(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::edits;

    fn three() -> Block {
        let mut block = Block::default();
        for _ in 0..3 {
            edits::add_condition(&mut block);
        }
        toggle(&mut block);
        block
    }

    fn shape(group: &Group) -> String {
        let items: Vec<String> = group
            .items
            .iter()
            .map(|item| match item {
                Item::Row(row) => format!("{}{}", if row.not { "!" } else { "" }, row.id),
                Item::Group(inner) => shape(inner),
            })
            .collect();
        let join = if group.join == Join::All { "&" } else { "|" };
        format!("{}({})", if group.not { "!" } else { "" }, items.join(join))
    }

    fn said(block: &Block) -> String {
        block.formula.as_ref().map(shape).unwrap_or_default()
    }

    #[test]
    fn rows_go_into_brackets_and_out_again() {
        let mut block = three();
        assert_eq!(said(&block), "(c1&c2&c3)");
        assert!(indent(&mut block, "c2"));
        assert!(indent(&mut block, "c3"));
        assert_eq!(said(&block), "(c1&(c2|c3))");
        turn_not(&mut block, &[1]);
        turn_row(&mut block, "c3");
        assert_eq!(said(&block), "(c1&!(c2|!c3))");
        assert!(outdent(&mut block, "c2"));
        assert_eq!(said(&block), "(c1&!(!c3)&c2)");
        assert!(outdent(&mut block, "c3"));
        assert_eq!(said(&block), "(c1&!c3&c2)");
        assert!(!outdent(&mut block, "c3"), "the outer bracket is the last");
    }

    #[test]
    fn brackets_follow_rows_that_come_and_go() {
        let mut block = three();
        indent(&mut block, "c2");
        edits::remove(&mut block.conditions, "c2");
        settle(&mut block);
        assert_eq!(said(&block), "(c1&c3)");
        edits::copy(&mut block.conditions, "c1");
        settle(&mut block);
        assert_eq!(said(&block), "(c1&c4&c3)");
    }

    #[test]
    fn a_row_moves_within_its_bracket() {
        let mut block = three();
        indent(&mut block, "c1");
        assert_eq!(shift(&mut block, "c1", 1), None);
        assert_eq!(shift(&mut block, "c3", -1), Some((1, 3)));
        assert_eq!(said(&block), "((c1)&c3&c2)");
        turn_join(&mut block, &[]);
        assert_eq!(said(&block), "((c1)|c3|c2)");
    }
}
