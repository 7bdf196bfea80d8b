//! Operators of conditions: which exist, which sides they fit, and how two facts compare.
//!
//! Rules are those of section 5 of the language reference; a comparison never fails and never panics.

use serde::Serialize;

use crate::{
    fact::Fact,
    kind::{Kind, SetOf},
    problem::{Problem, Severity},
};

mod align;
mod class;
mod equality;
mod fold;
mod order;
mod pattern;
mod phone;
mod prepared;
mod presence;
pub mod relative;
mod sets;
mod text;

pub(crate) use align::{Looks, looks};
use class::{Class, class};
pub(crate) use fold::fold;
pub(crate) use phone::key as phone_key;
pub use prepared::{Identity, Prepared, Quick, holds};

/// One operator.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Entry {
    /// Saved in scenarios.
    pub code: &'static str,
    /// Russian label.
    pub label: &'static str,
    /// One sentence for whoever chooses it: when it holds, and how it takes an empty side.
    pub meaning: &'static str,
    /// Label where the left side is a date or a time.
    pub date_label: Option<&'static str>,
    /// Code that gives the same result with the sides swapped (A14).
    pub mirror: Option<&'static str>,
    /// Has no right side.
    pub unary: bool,
    /// Compares with the value before the change: only for values that have one.
    pub before: bool,
    /// Exactly the negation of `test` (rule 6).
    pub negative: bool,
    /// Types of the left side it is offered for.
    #[serde(skip)]
    lefts: &'static [Class],
    /// Whether it compares these two types.
    #[serde(skip)]
    rights: fn(Class, Class) -> bool,
    /// The result when a side is empty (rule 6).
    #[serde(skip)]
    on_empty: fn(&Fact, &Fact) -> bool,
    /// Whether an empty left side is tested too: the right one can be wrong by itself.
    #[serde(skip)]
    pub(crate) tests_nothing: bool,
    /// The positive comparison of two sides that are not empty.
    #[serde(skip)]
    test: fn(&Fact, &Fact) -> Comparison,
    /// The same comparison where both sides are prepared for it.
    #[serde(skip)]
    quick: Quick,
}

/// A positive operator; the builders below change the rest.
const fn operator(
    code: &'static str,
    label: &'static str,
    meaning: &'static str,
    lefts: &'static [Class],
    rights: fn(Class, Class) -> bool,
    test: fn(&Fact, &Fact) -> Comparison,
) -> Entry {
    Entry {
        code,
        label,
        meaning,
        date_label: None,
        mirror: None,
        unary: false,
        before: false,
        negative: false,
        lefts,
        rights,
        on_empty: |_, _| false,
        tests_nothing: false,
        test,
        quick: Quick::Never,
    }
}

impl Entry {
    const fn mirrored(self, code: &'static str) -> Self {
        Self {
            mirror: Some(code),
            ..self
        }
    }

    const fn for_dates(self, label: &'static str) -> Self {
        Self {
            date_label: Some(label),
            ..self
        }
    }

    const fn negated(self) -> Self {
        Self {
            negative: true,
            ..self
        }
    }

    const fn one_sided(self) -> Self {
        Self {
            unary: true,
            ..self
        }
    }

    const fn with_previous(self) -> Self {
        Self {
            before: true,
            ..self
        }
    }

    const fn testing_nothing(self) -> Self {
        Self {
            tests_nothing: true,
            ..self
        }
    }

    const fn quickly(self, quick: Quick) -> Self {
        Self { quick, ..self }
    }

    const fn on_empty(self, on_empty: fn(&Fact, &Fact) -> bool) -> Self {
        Self { on_empty, ..self }
    }
}

/// Every table of operators, in the order of the picker.
static FAMILIES: [&[Entry]; 6] = [
    equality::ENTRIES,
    order::ENTRIES,
    text::ENTRIES,
    sets::ENTRIES,
    pattern::ENTRIES,
    presence::ENTRIES,
];

/// Every operator, in the order of the picker.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    FAMILIES.iter().copied().flatten()
}

/// The operator with this code.
pub fn find(code: &str) -> Option<&'static Entry> {
    all().find(|entry| entry.code == code)
}

/// What is said of a code that no operator has.
pub fn unknown(code: &str) -> String {
    let codes: Vec<&str> = all().map(|entry| entry.code).collect();
    let codes = codes.join(", ");
    format!("Оператор «{code}» неизвестен, выберите оператор из списка: {codes}")
}

/// Operators to offer for a left side (R91).
pub fn offered(left: Kind) -> Vec<&'static Entry> {
    offered_with(left, false)
}

/// The same for a value that may have a value before the change (4.1: «Изменилось»).
pub fn offered_with(left: Kind, has_previous: bool) -> Vec<&'static Entry> {
    let left = class(left);
    let fitting = all().filter(|entry| entry.lefts.contains(&left));
    fitting
        .filter(|entry| has_previous || !entry.before)
        .collect()
}

/// Whether the operator compares sides of these types (R92); the right side of a unary one is ignored.
pub fn fits(left: Kind, entry: &Entry, right: Kind) -> bool {
    if entry.unary {
        return entry.lefts.contains(&class(left));
    }
    let different = matches!((left, right), (Kind::Ref(left), Kind::Ref(right)) if left != right);
    // A date is in a set of weekdays; any other set and it have nothing in common (4.3).
    let is_dateless = matches!(entry.code, "in" | "nin")
        && class(left) == Class::Date
        && matches!(right, Kind::Set(of) if of != SetOf::Weekday);
    !different && !is_dateless && (entry.rights)(class(left), class(right))
}

/// Two sides as they were compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Whether the row holds.
    pub result: bool,
    /// Left side after conversion.
    pub left: String,
    /// Right side after conversion; empty for unary operators.
    pub right: String,
    /// Why, where the sides don't tell: a conversion failed, a pattern is broken.
    pub notes: Vec<Problem>,
}

impl Comparison {
    fn of(result: bool, left: impl Into<String>, right: impl Into<String>) -> Self {
        Self {
            result,
            left: left.into(),
            right: right.into(),
            notes: Vec::new(),
        }
    }

    /// A comparison that could not be made.
    fn failed(left: &Fact, right: &Fact, note: Problem) -> Self {
        Self {
            notes: vec![note],
            ..Self::of(false, left.text(), right.text())
        }
    }
}

/// Compares two facts; a failure makes the row false and is noted (rule 9).
pub fn compare(left: &Fact, entry: &Entry, right: &Fact) -> Comparison {
    let left_is_empty = !entry.tests_nothing && align::is_nothing(left, right);
    let is_empty = !entry.unary && (left_is_empty || align::is_nothing(right, left));
    let mut comparison = if is_empty {
        Comparison::of((entry.on_empty)(left, right), left.text(), right.text())
    } else {
        (entry.test)(left, right)
    };
    comparison.result ^= entry.negative;
    let failed = |note: &Problem| note.severity == Severity::Error;
    if comparison.notes.iter().any(failed) {
        comparison.result = false;
    }
    comparison
}

#[cfg(test)]
mod tests;
