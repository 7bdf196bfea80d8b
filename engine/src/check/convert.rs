//! Constants that can never be read as the type of the other side, so that the row is always decided alike.

use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;

use super::Context;
use crate::{
    block::Side,
    fact::Fact,
    kind::Kind,
    operators::{self, Entry},
    problem::{Code, Problem},
    scenario::Condition,
};

impl Context<'_> {
    /// A warning for a right side that no value of the left one can be compared with.
    pub(super) fn convertible(&self, condition: &Condition, entry: &Entry) -> Option<Problem> {
        let side = |operand: &Option<_>| Side::compile(operand.as_ref()?).ok();
        let left = side(&condition.left)?.path().kind(self.dictionaries);
        let right = side(&condition.right)?.fixed(self.dictionaries)?;
        let notes = operators::compare(&sample(left)?, entry, &right).notes;
        let found = notes
            .into_iter()
            .find(|note| note.code == Code::NotComparable)?;
        Some(Problem::warning(found.code, found.detail).at("right"))
    }
}

/// Any value of a type that texts have to be read as.
fn sample(kind: Kind) -> Option<Fact> {
    match kind {
        Kind::Number => Some(Fact::Number(Decimal::ONE)),
        Kind::Money => Some(Fact::Money(Decimal::ONE)),
        Kind::Duration => Some(Fact::Duration(1)),
        Kind::Bool => Some(Fact::Bool(true)),
        Kind::Date => Some(Fact::Date(NaiveDate::default())),
        Kind::DateTime => Some(Fact::DateTime(0)),
        Kind::Time => Some(Fact::Time(NaiveTime::MIN)),
        Kind::Weekday => Some(Fact::Weekday(1)),
        Kind::Text
        | Kind::Dynamic
        | Kind::Enum
        | Kind::Ref(_)
        | Kind::Set(_)
        | Kind::Phone
        | Kind::Email => None,
    }
}
