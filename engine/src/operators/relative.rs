//! Relative forms (4.4): «прошло больше N дней» for a date, stored as an ordinary comparison with now.

use serde::Serialize;

use crate::scenario::{Condition, Offset, OffsetUnit, Operand};

/// The value that the forms compare with.
const NOW: &str = "now.datetime";

/// One form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Form {
    /// Stable word.
    pub code: &'static str,
    /// Russian label; an amount and a unit follow it.
    pub label: &'static str,
    /// Operator with which it is saved.
    pub operator: &'static str,
    /// Whether the amount is taken from now, or added to it.
    pub past: bool,
}

/// Every form, in the order of the picker.
pub static FORMS: [Form; 4] = [
    form("passed_more", "Прошло больше", "lt", true),
    form("passed_less", "Прошло меньше", "gt", true),
    form("left_more", "Осталось больше", "gt", false),
    form("left_less", "Осталось меньше", "lt", false),
];

const fn form(code: &'static str, label: &'static str, operator: &'static str, past: bool) -> Form {
    Form {
        code,
        label,
        operator,
        past,
    }
}

impl Form {
    /// The lower value with which the form is saved; the amount counts without its sign.
    pub fn operand(&self, amount: u32, unit: OffsetUnit) -> Operand {
        let amount = i32::try_from(amount).unwrap_or(i32::MAX);
        let amount = if self.past { -amount } else { amount };
        Operand {
            path: NOW.to_owned(),
            value: None,
            offset: Some(Offset { amount, unit }),
        }
    }

    /// The form that a saved condition has, with its amount and unit; `None` if it has none.
    pub fn of(condition: &Condition) -> Option<(&'static Self, u32, OffsetUnit)> {
        let right = condition.right.as_ref()?;
        let is_now = matches!(right.path.trim(), NOW | "date.now");
        let offset = right.offset.filter(|offset| is_now && offset.amount != 0)?;
        let code = condition.operator.as_deref()?;
        let past = offset.amount < 0;
        let form = FORMS
            .iter()
            .find(|form| form.operator == code && form.past == past)?;
        Some((form, offset.amount.unsigned_abs(), offset.unit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_form_is_found_again() {
        for form in &FORMS {
            let condition = Condition {
                operator: Some(form.operator.to_owned()),
                right: Some(form.operand(3, OffsetUnit::Days)),
                ..Condition::default()
            };
            assert_eq!(Form::of(&condition), Some((form, 3, OffsetUnit::Days)));
        }
        let plain = Condition {
            operator: Some("lt".to_owned()),
            right: Some(Operand {
                path: NOW.to_owned(),
                ..Operand::default()
            }),
            ..Condition::default()
        };
        assert_eq!(Form::of(&plain), None);
    }
}
