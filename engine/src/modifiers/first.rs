//! `first`: the first element of a list.

use super::list::elements;
use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "first",
    also: &[],
    label: "Первый элемент",
    group: Group::Strings,
    arguments: &[],
    help: "Даёт первый элемент списка.",
    example: &[Example {
        template: "{{a, b, c:first}}",
        gives: "a",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    Ok(elements(&call.value?)
        .into_iter()
        .next()
        .unwrap_or(Fact::Empty))
}
