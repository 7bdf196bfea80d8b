//! Brackets of a block: rows joined by «все» and «любое», nested, with «НЕ» on any of them.

use serde::{Deserialize, Serialize};

/// Several rows and groups in brackets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Group {
    /// Whether all items must hold, or any one of them.
    pub join: Join,
    /// «НЕ» before the bracket.
    #[serde(skip_serializing_if = "is_false")]
    pub not: bool,
    /// What stands in the bracket, in the order shown.
    pub items: Vec<Item>,
}

/// How the items of a bracket are joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Join {
    /// «все»: every item must hold.
    #[default]
    All,
    /// «любое»: one item is enough.
    Any,
}

/// One thing in a bracket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// A row of the block.
    Row(RowRef),
    /// A bracket within the bracket.
    Group(Group),
}

/// A row of the block, by its identifier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowRef {
    /// Identifier of the condition.
    pub id: String,
    /// «НЕ» before the row.
    #[serde(default, skip_serializing_if = "is_false")]
    pub not: bool,
}

impl Group {
    /// Brackets within brackets, the outer one included.
    pub const MAX_DEPTH: usize = 8;
    /// Rows and brackets in all.
    pub const MAX_ITEMS: usize = 200;

    /// Whether depth and size are within the bounds; only then it is evaluated.
    pub fn is_bounded(&self) -> bool {
        let mut room = Self::MAX_ITEMS;
        self.takes(Self::MAX_DEPTH, &mut room)
    }

    fn takes(&self, depth: usize, room: &mut usize) -> bool {
        let inner = depth.checked_sub(1);
        inner.is_some_and(|depth| {
            self.items.iter().all(|item| {
                let left = room.checked_sub(1);
                *room = left.unwrap_or_default();
                left.is_some()
                    && match item {
                        Item::Row(_) => true,
                        Item::Group(group) => group.takes(depth, room),
                    }
            })
        })
    }

    /// Whether it is bounded, names rows of its block only, and at least one if there are some.
    ///
    /// Other brackets never pass: what they mean is not known, so nothing is done.
    pub fn is_sound(&self, ids: &[&str]) -> bool {
        let rows = self.rows();
        let names_some = !rows.is_empty() || ids.is_empty();
        self.is_bounded() && names_some && rows.iter().all(|id| ids.contains(id))
    }

    /// Identifiers of its rows in the order of reading, repeated ones too; nothing beyond the bounds.
    pub fn rows(&self) -> Vec<&str> {
        let mut rows = Vec::new();
        if self.is_bounded() {
            self.collect(&mut rows);
        }
        rows
    }

    fn collect<'a>(&'a self, rows: &mut Vec<&'a str>) {
        for item in &self.items {
            match item {
                Item::Row(row) => rows.push(&row.id),
                Item::Group(group) => group.collect(rows),
            }
        }
    }
}

impl Item {
    /// A row without «НЕ».
    pub fn row(id: impl Into<String>) -> Self {
        Self::Row(RowRef {
            id: id.into(),
            not: false,
        })
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}
