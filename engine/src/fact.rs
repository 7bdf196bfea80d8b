//! Typed values: what a path or a constant yields on given facts (section 2 of the language reference).

use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;

use crate::kind::RefKind;

/// A value with its type; missing facts are [`Fact::Empty`].
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// No value: a value of every type.
    Empty,
    /// Unicode text.
    Text(String),
    /// Exact decimal.
    Number(Decimal),
    /// Number in the account's currency.
    Money(Decimal),
    /// Yes or no.
    Bool(bool),
    /// Unix seconds, UTC.
    DateTime(i64),
    /// Calendar day in Moscow time.
    Date(NaiveDate),
    /// Time of day in Moscow time.
    Time(NaiveTime),
    /// 1 = Monday … 7 = Sunday.
    Weekday(u8),
    /// Whole seconds.
    Duration(i64),
    /// Option of a list field.
    Enum {
        /// amoCRM's number of the option.
        id: u64,
        /// Its text.
        text: String,
    },
    /// Stage, pipeline, user …
    Ref(Reference),
    /// Unordered elements; never holds an empty fact.
    Set(Vec<Fact>),
    /// As stored.
    Phone(String),
    /// As stored.
    Email(String),
    /// Text whose type is found when it is compared.
    Dynamic(String),
}

/// A named thing of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What it is.
    pub kind: RefKind,
    /// amoCRM's number.
    pub id: u64,
    /// Pipeline of a stage, because stages 142 and 143 exist in each.
    pub pipeline: Option<u64>,
    /// Name to show and to compare with text; empty if the dictionary does not know it.
    pub name: String,
}
