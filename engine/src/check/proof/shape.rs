//! The rule of a block as a tree over the indices of its rows, also where some results are not known yet.

use crate::{
    block,
    scenario::{Block, Condition, Group, Item, Join},
};

/// When a block passes; rows that take no part are left out.
#[derive(Debug)]
pub(in crate::check) struct Shape(Option<Node>);

#[derive(Debug)]
enum Node {
    Row {
        index: usize,
        not: bool,
    },
    Group {
        any: bool,
        not: bool,
        nodes: Vec<Node>,
    },
}

impl Shape {
    /// The shape of a block whose first row has this index; its brackets are sound.
    pub fn of(block: &Block, first: usize) -> Self {
        let rows = &block.conditions;
        let takes_part = |index: &usize| rows.get(*index).is_some_and(super::takes_part);
        let at = |id: &str| match &block.formula {
            Some(_) => rows.iter().position(|row| row.id == id),
            None => id.parse().ok(),
        };
        let row = |id: &str| at(id).filter(takes_part)?.checked_add(first);
        Self(node(&group(block), &row))
    }

    /// Whether the block passes; `None` if that depends on what is not known.
    pub fn passes(&self, results: &[Option<bool>]) -> Option<bool> {
        self.0.as_ref().map_or(Some(true), |it| it.holds(results))
    }
}

/// The brackets of a block; those of the flat rule name rows by their indices.
pub(in crate::check) fn group(block: &Block) -> Group {
    match &block.formula {
        Some(formula) => formula.clone(),
        None => block::to_brackets(&numbered(&block.conditions)),
    }
}

/// The rows with their indices for identifiers, which may be missing or repeated.
fn numbered(rows: &[Condition]) -> Vec<Condition> {
    let rows = rows.iter().enumerate();
    let row = |(index, row): (usize, &Condition)| Condition {
        id: index.to_string(),
        joiner: row.joiner,
        ..Condition::default()
    };
    rows.map(row).collect()
}

fn node(group: &Group, row: &dyn Fn(&str) -> Option<usize>) -> Option<Node> {
    let nodes = group.items.iter().filter_map(|item| match item {
        Item::Row(it) => Some(Node::Row {
            index: row(&it.id)?,
            not: it.not,
        }),
        Item::Group(group) => node(group, row),
    });
    let nodes: Vec<Node> = nodes.collect();
    (!nodes.is_empty()).then_some(Node::Group {
        any: group.join == Join::Any,
        not: group.not,
        nodes,
    })
}

impl Node {
    fn holds(&self, results: &[Option<bool>]) -> Option<bool> {
        match self {
            Self::Row { index, not } => {
                let result = results.get(*index).copied().flatten();
                result.map(|it| it != *not)
            }
            Self::Group { any, not, nodes } => {
                let mut joined = Some(!any);
                for node in nodes {
                    match node.holds(results) {
                        Some(it) if it == *any => return Some(it != *not),
                        Some(_) => {}
                        None => joined = None,
                    }
                }
                joined.map(|it| it != *not)
            }
        }
    }
}
