//! `abs`: the number without its sign.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "abs",
    also: &[],
    label: "Модуль числа",
    group: Group::Numbers,
    arguments: &[],
    help: "Убирает знак минус.",
    example: &[Example {
        template: "{{-5:abs}}",
        gives: "5",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    Ok(call
        .number()?
        .map_or(Fact::Empty, |number| Fact::Number(number.abs())))
}
