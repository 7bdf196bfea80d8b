//! `last`: the last element of a list.

use super::list::elements;
use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "last",
    also: &[],
    label: "Последний элемент",
    group: Group::Strings,
    arguments: &[],
    help: "Даёт последний элемент списка.",
    example: &[Example {
        template: "{{a, b, c:last}}",
        gives: "c",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    Ok(elements(&call.value?).pop().unwrap_or(Fact::Empty))
}
