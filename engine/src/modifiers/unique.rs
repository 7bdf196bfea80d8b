//! `unique`: a list without repetitions.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;
use std::collections::BTreeSet;

use super::list::elements;

pub(super) static ENTRY: Entry = Entry {
    code: "unique",
    also: &[],
    label: "Без повторов",
    group: Group::Strings,
    arguments: &[],
    help: "Убирает из списка повторы, порядок остаётся.",
    example: &[Example {
        template: "{{a, b, a:unique}}",
        gives: "a, b",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let mut seen = BTreeSet::new();
    let mut elements = elements(&call.value?);
    elements.retain(|element| seen.insert(element.text()));
    Ok(Fact::Set(elements))
}
