//! Comparisons of prepared sides; `None` where only the rules on the facts themselves can tell.

use std::cmp::Ordering;

use super::form::{Form, Named, Number, Written};

/// The operator «Равно»: sets as a whole are left to its rule.
pub(super) fn single(left: &Form, right: &Form) -> Option<bool> {
    match (left, right) {
        (Form::Set(_) | Form::Channels, _) | (_, Form::Set(_) | Form::Channels) => None,
        _ => equal(left, right),
    }
}

/// Whether two values that are no sets are equal (rules 1–5).
fn equal(left: &Form, right: &Form) -> Option<bool> {
    match (left, right) {
        (Form::Number(one), Form::Number(other)) => Some(one == other),
        (Form::Bool(one), Form::Bool(other)) => Some(one == other),
        (
            Form::Choice { id, text },
            Form::Choice {
                id: other,
                text: name,
            },
        ) => Some((*id != 0 && id == other) || text == name),
        (Form::Ref(one), Form::Ref(other)) => Some(same(one, other)),
        (Form::Text(one), Form::Text(other)) => {
            (one.is_only_text || other.is_only_text).then(|| one.folded == other.folded)
        }
        (Form::Text(text), Form::Choice { id, text: name })
        | (Form::Choice { id, text: name }, Form::Text(text)) => Some(means(text, *id, name)),
        (Form::Text(text), Form::Ref(named)) | (Form::Ref(named), Form::Text(text)) => {
            Some(means(text, named.id, &named.name))
        }
        (Form::Text(text), Form::Number(number)) | (Form::Number(number), Form::Text(text)) => {
            Some(text.number == Some(*number))
        }
        _ => order(left, right).map(Ordering::is_eq),
    }
}

/// One thing of the account; a stage may be named without its pipeline.
fn same(one: &Named, other: &Named) -> bool {
    let one_pipeline = match (one.pipeline, other.pipeline) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    one.kind == other.kind && one.id == other.id && one_pipeline
}

/// Whether a text is the name or the number of a thing.
fn means(text: &Written, id: u64, name: &str) -> bool {
    text.id == Some(id) || *text.folded == *name
}

/// Numbers, and texts that are numbers; dates, of which a pure one cuts both to days (rule 5).
pub(super) fn order(left: &Form, right: &Form) -> Option<Ordering> {
    match (left, right) {
        (Form::Instant { at: one, .. }, Form::Instant { at: other, .. }) => Some(one.cmp(other)),
        (Form::Day(one) | Form::Instant { day: one, .. }, Form::Day(other))
        | (Form::Day(one), Form::Instant { day: other, .. }) => Some(one.cmp(other)),
        _ => Some(number(left, right)?.cmp(&number(right, left)?)),
    }
}

/// A number, or a text against a number.
fn number(form: &Form, other: &Form) -> Option<Number> {
    match (form, other) {
        (Form::Number(number), _) => Some(*number),
        (Form::Text(text), Form::Number(_)) => text.number,
        _ => None,
    }
}

/// The operator «Содержит».
pub(super) fn contains(left: &Form, right: &Form) -> Option<bool> {
    match (left, right) {
        (Form::Text(text), Form::Text(part)) => Some(text.folded.contains(&*part.folded)),
        (Form::Set(_), Form::Text(wanted)) if wanted.is_list => None,
        (Form::Set(_), _) => among(left, right),
        _ => None,
    }
}

/// The operators «Есть в списке» and «Содержит любое из».
pub(super) fn among(left: &Form, right: &Form) -> Option<bool> {
    let mut found = false;
    for element in elements(left)? {
        for wanted in elements(right)? {
            found |= equal(element, wanted)?;
            if found {
                return Some(true);
            }
        }
    }
    Some(found)
}

/// The elements of a set, or a single value; a text with commas is divided by the rule.
fn elements(form: &Form) -> Option<&[Form]> {
    match form {
        Form::Set(elements) => Some(elements),
        Form::Text(text) if text.is_list => None,
        Form::Channels => None,
        single => Some(std::slice::from_ref(single)),
    }
}
