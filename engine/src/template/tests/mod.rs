//! Tests of templates: one door, `check(facts, template, result)`, and tables of behaviour.

use super::{Rendered, Template};
use crate::Snapshot;

mod arbitrary;
mod arithmetic;
mod choice;
mod errors;
mod every_modifier;
mod places;
mod prepared;
mod syntax;
mod tree;

/// Facts of the tests; `more` is JSON of further top-level members, or empty.
pub(super) fn facts(more: &str) -> Snapshot {
    let json = format!(r#"{{"now": "2024-02-29T12:05:00+03:00"{more}}}"#);
    match Snapshot::from_json(&json) {
        Ok(snapshot) => snapshot,
        Err(error) => panic!("{error}: {json}"),
    }
}

/// A deal with a budget of 100 and a number field 5 that is 3.
pub(super) const DEAL: &str = r#",
    "lead": {"id": 7, "name": "Опт", "price": 100, "custom_fields_values": [
        {"field_id": 5, "field_type": "numeric", "values": [{"value": "3"}]}]},
    "custom_fields": {"leads": [
        {"id": 5, "name": "Количество", "type": "numeric"},
        {"id": 6, "name": "Пустое", "type": "text"}]}"#;

pub(super) fn render(more: &str, template: &str) -> Rendered {
    Template::parse(template).render(&facts(more))
}

/// The template gives the text, and nothing fails.
#[track_caller]
pub(super) fn check(more: &str, template: &str, expected: &str) {
    let rendered = render(more, template);
    assert_eq!(rendered.text, expected, "{template}: {rendered:?}");
    assert!(!rendered.failed, "{template}: {rendered:?}");
}

/// The template gives the text and problems with these numbers.
#[track_caller]
pub(super) fn check_problems(more: &str, template: &str, expected: &str, codes: &[u16]) {
    let rendered = render(more, template);
    let numbers: Vec<u16> = rendered
        .problems
        .iter()
        .map(|problem| problem.code.number())
        .collect();
    assert_eq!(rendered.text, expected, "{template}: {rendered:?}");
    assert_eq!(numbers, codes, "{template}: {rendered:?}");
}

#[test]
fn every_example_of_every_modifier_holds() {
    for entry in crate::modifiers::ALL {
        for example in entry.example {
            check("", example.template, example.gives);
        }
    }
}
