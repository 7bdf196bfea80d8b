//! Why a block did not run: a sentence for every row in its way, and the fewest rows that would have to change.

use serde::{Deserialize, Serialize};

use crate::{
    block,
    log::{BlockLog, BlockStatus},
    scenario::Block,
};

mod changes;
mod phrase;
mod sentence;
mod shown;

pub use sentence::sentence;

/// The reasons of a block that did not run; nothing for one that did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// Every row that is not as the block needs it, in the order of the rows.
    pub rows: Vec<Reason>,
    /// Each set of rows (by identifier) whose change lets the block run; all are of the smallest size.
    pub changes: Vec<Vec<String>>,
    /// There are more such sets than [`Why::MAX_SETS`]; the first ones are told.
    pub more: bool,
}

impl Why {
    /// As many sets as a person may still read.
    pub const MAX_SETS: usize = 20;
}

/// One row in the way of its block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Identifier of the condition.
    pub condition: String,
    /// A Russian sentence with both values: «Бюджет 9 500 — не больше 10 000».
    pub text: String,
}

/// Why the block did not run on the facts of its log.
pub fn why(block: &Block, log: &BlockLog) -> Why {
    if log.status == BlockStatus::Done {
        return Why::default();
    }
    let formula = match &log.formula {
        Some(formula) => formula.clone(),
        None => block::to_brackets(&block.conditions),
    };
    let wrong = changes::wrong(&formula, &log.rows);
    let rows = log.rows.iter().filter_map(|row| {
        let wanted = wrong.get(row.condition.as_str())?;
        let told = sentence(row);
        Some(Reason {
            condition: row.condition.clone(),
            text: match wanted {
                true => told,
                false => format!("{told}, а должно быть наоборот"),
            },
        })
    });
    let sets = changes::smallest(&formula, &log.rows);
    Why {
        rows: rows.collect(),
        changes: sets.first,
        more: sets.more,
    }
}

#[cfg(test)]
mod tests;
