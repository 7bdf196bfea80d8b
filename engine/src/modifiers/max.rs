//! `max`: the larger of two numbers.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "max",
    also: &[],
    label: "Не меньше",
    group: Group::Numbers,
    arguments: &[Argument::required("Число", ArgumentKind::Number)],
    help: "Даёт большее из двух чисел.",
    example: &[Example {
        template: "{{12:max(10)}}",
        gives: "12",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    let other = call.decimal(0)?;
    Ok(call
        .number()?
        .map_or(Fact::Empty, |number| Fact::Number(number.max(other))))
}
