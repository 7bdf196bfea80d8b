//! The left half of a block: rows compiled once, every row evaluated (A2), combined by «И» / «ИЛИ» (A1).

use std::collections::BTreeSet;

use crate::{
    log, operators,
    problem::{Code, Problem},
    scenario::{Condition, Group, Operand},
    snapshot::Snapshot,
    values::Need,
};

mod brackets;
mod combine;
mod row;
mod side;
mod words;

pub use brackets::{bracket, is_broken, to_brackets};
pub use combine::{Verdict, combine, verdict};
pub use row::Row;
pub(crate) use row::{State, is_configured};
pub use side::Side;
pub use words::words;

/// The compiled conditions of a block.
#[derive(Debug, Default)]
pub struct Conditions {
    rows: Vec<Row>,
}

impl Conditions {
    /// Resolves paths and operators and parses constant texts once.
    pub fn compile(conditions: &[Condition]) -> Self {
        Self {
            rows: conditions.iter().map(Row::compile).collect(),
        }
    }

    /// Facts that the rows read.
    pub fn needs(&self) -> BTreeSet<Need> {
        self.rows.iter().flat_map(Row::needs).collect()
    }

    /// Whether the block passes, by its brackets or by the joiners of its rows; rows that can't turn the result
    /// any more are not read.
    pub fn pass(&self, formula: Option<&Group>, snapshot: &Snapshot) -> bool {
        match formula {
            Some(formula) => brackets::pass(formula, &self.rows, snapshot),
            None => combine::pass(&self.rows, snapshot),
        }
    }

    /// Evaluates every row, also after the result is clear, so that all have details.
    pub fn evaluate(&self, snapshot: &Snapshot) -> Vec<log::Row> {
        self.rows.iter().map(|row| row.evaluate(snapshot)).collect()
    }
}

/// Compares two values outside a scenario.
///
/// # Errors
/// 214 for an unknown path, 215 for an unknown operator, 203 when the right side is missing.
pub fn compare(
    left: &Operand,
    code: &str,
    right: Option<&Operand>,
    snapshot: &Snapshot,
) -> Result<log::Row, Problem> {
    let Some(entry) = operators::find(code) else {
        let detail = operators::unknown(code);
        return Err(Problem::error(Code::WrongOperator, detail).at("operator"));
    };
    if !entry.unary && right.is_none() {
        let detail = format!(
            "Оператор «{}» сравнивает с другим значением: укажите его",
            entry.label
        );
        return Err(Problem::error(Code::MissingSetting, detail).at("right"));
    }
    Side::compile(left).map_err(|problem| problem.at("left"))?;
    if let Some(right) = right.filter(|_| !entry.unary) {
        Side::compile(right).map_err(|problem| problem.at("right"))?;
    }
    let condition = Condition {
        left: Some(left.clone()),
        operator: Some(code.to_owned()),
        right: right.cloned(),
        ..Condition::default()
    };
    Ok(Row::compile(&condition).evaluate(snapshot))
}
