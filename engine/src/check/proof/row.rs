//! One row as the proof sees it: which value it reads, what it is compared with, which question it asks.

use super::base;
use crate::{
    block::Side,
    fact::Fact,
    kind::Kind,
    operators::{self, Entry},
    scenario::{Condition, Operand},
    snapshot::Dictionaries,
    values,
};

/// A row that takes part.
#[derive(Debug)]
pub(super) struct Reading {
    /// The value on the left, the same for rows that read the same; `None` if it is not understood.
    pub source: Option<String>,
    /// Type of the left side.
    pub kind: Kind,
    /// The right side, if it is the same on all facts; a unary operator has an empty one.
    pub right: Option<Fact>,
    /// Rows of one source with the same question hold and fail together, negative ones the other way.
    pub question: String,
    /// The operator is the negation of its question.
    pub negative: bool,
    entry: Option<&'static Entry>,
    /// The two sides may be looked at on samples.
    exact: bool,
}

impl Reading {
    pub fn of(condition: &Condition, names: &Dictionaries) -> Self {
        let code = condition.operator.as_deref().unwrap_or_default();
        let entry = operators::find(code);
        let (question, negative) = base(code);
        let left = condition.left.as_ref();
        let side = left.and_then(|left| Side::compile(left).ok());
        let unary = entry.is_some_and(|entry| entry.unary);
        let right = match unary {
            true => Some(Fact::Empty),
            false => condition
                .right
                .as_ref()
                .and_then(|right| fixed(right, names)),
        };
        let kind = side.as_ref().map(|side| side.path().kind(names));
        let source = left
            .zip(side.as_ref())
            .and_then(|(left, side)| source(left, side, entry?));
        let mut reading = Self {
            source,
            kind: kind.unwrap_or(Kind::Dynamic),
            question: match unary {
                true => question.to_owned(),
                false => format!("{question} {:?}", condition.right),
            },
            right,
            negative,
            entry,
            exact: unary,
        };
        reading.exact = unary || super::samples::suits(&reading, code);
        reading
    }

    /// What the row gives on a sample; `None` if the sample does not tell.
    ///
    /// No sample is a value that is filled with something.
    pub fn on(&self, sample: Option<&Fact>) -> Option<bool> {
        self.source.as_ref()?;
        let (entry, right) = (self.entry?, self.right.as_ref()?);
        match sample {
            Some(left) if self.exact || left.is_empty() => {
                Some(operators::compare(left, entry, right).result)
            }
            None if entry.unary && matches!(entry.code, "empty" | "nempty") => {
                Some(entry.code == "nempty")
            }
            _ => None,
        }
    }

    /// Whether samples of its type tell what it gives.
    pub fn is_exact(&self) -> bool {
        self.exact
    }
}

/// Path with shift; only values that are read from facts, by operators that look at nothing else.
fn source(left: &Operand, side: &Side, entry: &Entry) -> Option<String> {
    let looks_elsewhere = matches!(entry.code, "changed" | "nchanged");
    let is_fact = !left.path.trim().to_ascii_lowercase().starts_with("const.");
    (is_fact && !looks_elsewhere).then(|| {
        format!(
            "{} {:?}",
            side.path().canonical().to_lowercase(),
            left.offset
        )
    })
}

/// A constant that is the same on all facts.
fn fixed(right: &Operand, names: &Dictionaries) -> Option<Fact> {
    let written = right.value.as_ref()?.to_string();
    let is_constant = right.path.trim().to_ascii_lowercase().starts_with("const.");
    if !is_constant || right.offset.is_some() || written.contains('{') && has_template(right) {
        return None;
    }
    values::constant(right, names).ok()
}

/// Braces in a text may be a template; those of an object are its own.
fn has_template(right: &Operand) -> bool {
    let Some(value) = &right.value else {
        return false;
    };
    let in_list = |list: &[serde_json::Value]| {
        let mut texts = list.iter().filter_map(|it| it.as_str());
        texts.any(|text| text.contains('{'))
    };
    value.as_str().is_some_and(|text| text.contains('{'))
        || value.as_array().is_some_and(|list| in_list(list))
}
