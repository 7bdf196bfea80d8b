//! How the rows of a block make it pass (A1): one pure function, the order of rows does not matter.

use super::{Row as Compiled, brackets};
use crate::{
    log::{BlockStatus, Row},
    scenario::{Group, Joiner},
    snapshot::Snapshot,
};

/// Whether a block passes, and by what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// «Выполнен» or «Не соответствует условиям».
    pub status: BlockStatus,
    /// Index of the first «ИЛИ» row that held although the «И» rows alone did not pass (A2).
    pub by_or: Option<usize>,
}

/// Combines the rows of a log by the brackets of the block, or by the joiners of the rows.
pub fn verdict(formula: Option<&Group>, rows: &[Row]) -> Verdict {
    if let Some(formula) = formula {
        return brackets::verdict(formula, rows);
    }
    combine(rows.iter().map(|row| (row.joiner, row.result)))
}

/// `any «ИЛИ» row or (some «И» rows and all of them) or no rows`; a row without result is neutral (A13).
pub fn combine(rows: impl IntoIterator<Item = (Joiner, Option<bool>)>) -> Verdict {
    let (mut ands, mut all_ands, mut ors) = (0_usize, true, 0_usize);
    let mut first_or = None;
    for (index, (joiner, result)) in rows.into_iter().enumerate() {
        match (joiner, result) {
            (_, None) => {}
            (Joiner::And, Some(result)) => {
                ands += 1;
                all_ands &= result;
            }
            (Joiner::Or, Some(result)) => {
                ors += 1;
                first_or = first_or.or(result.then_some(index));
            }
        }
    }
    let without_or = (ands > 0 && all_ands) || (ands + ors == 0);
    Verdict {
        status: if without_or || first_or.is_some() {
            BlockStatus::Done
        } else {
            BlockStatus::NotMatching
        },
        by_or: first_or.filter(|_| !without_or),
    }
}

/// Whether [`combine`] lets the block run; it reads no more rows than it takes to know that.
pub(super) fn pass(rows: &[Compiled], snapshot: &Snapshot) -> bool {
    let (mut ands, mut has_or) = (None, false);
    for row in rows {
        if row.joiner() == Joiner::And && ands == Some(false) {
            continue;
        }
        match (row.joiner(), row.holds(snapshot)) {
            (_, None) => {}
            (Joiner::And, Some(result)) => ands = Some(result),
            (Joiner::Or, Some(true)) => return true,
            (Joiner::Or, Some(false)) => has_or = true,
        }
    }
    ands.unwrap_or(!has_or)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The AND/OR test table of the requirements: rows in order, and whether the block runs.
    const TABLE: [(&str, bool); 26] = [
        ("", true),
        ("&T", true),
        ("&F", false),
        ("|T", true),
        ("|F", false),
        ("&T &T", true),
        ("&T &F", false),
        ("&T |F", true),
        ("&F |T", true),
        ("&F |F", false),
        ("|F |F", false),
        ("|F |T", true),
        ("&T &T |F", true),
        ("&T &F |F", false),
        ("&F &F |T", true),
        ("&T |F |F", true),
        ("&F |F |T", true),
        ("&T |F &F", false),
        ("&F |T &F", true),
        ("&F |T &T", true),
        ("&T |T &F", true),
        ("&T |F &T", true),
        ("&F |F &T", false),
        ("&F |F &T |T", true),
        ("&T |F &F |F", false),
        ("&T &F |F &T", false),
    ];

    fn rows(text: &str) -> Vec<(Joiner, Option<bool>)> {
        let row = |word: &str| {
            let joiner = if word.starts_with('&') {
                Joiner::And
            } else {
                Joiner::Or
            };
            let result = match word.chars().nth(1) {
                Some('T') => Some(true),
                Some('F') => Some(false),
                _ => None,
            };
            (joiner, result)
        };
        text.split_whitespace().map(row).collect()
    }

    fn runs(rows: impl IntoIterator<Item = (Joiner, Option<bool>)>) -> bool {
        combine(rows).status == BlockStatus::Done
    }

    /// R81, R86, A1.
    #[test]
    fn the_table_of_the_requirements_holds_in_every_order_of_the_rows() {
        for (text, expected) in TABLE {
            let mut rows = rows(text);
            assert_eq!(runs(rows.clone()), expected, "`{text}`");
            for _ in 0..rows.len() {
                rows.rotate_left(1);
                assert_eq!(runs(rows.clone()), expected, "`{text}` rotated");
                assert_eq!(
                    runs(rows.iter().rev().copied()),
                    expected,
                    "`{text}` reversed"
                );
            }
        }
    }

    #[test]
    fn rows_that_are_not_configured_change_nothing() {
        for (text, expected) in TABLE {
            let mut rows = rows(text);
            rows.insert(0, (Joiner::And, None));
            rows.push((Joiner::Or, None));
            assert_eq!(runs(rows), expected, "`{text}`");
        }
    }

    #[test]
    fn the_or_row_that_decided_is_named_only_if_the_and_rows_did_not_pass() {
        assert_eq!(combine(rows("&F |F |T |T")).by_or, Some(2));
        assert_eq!(combine(rows("|T")).by_or, Some(0));
        assert_eq!(combine(rows("&T |T")).by_or, None);
        assert_eq!(combine(rows("&F |F")).by_or, None);
    }
}
