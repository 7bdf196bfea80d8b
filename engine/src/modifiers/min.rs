//! `min`: the smaller of two numbers.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "min",
    also: &[],
    label: "Не больше",
    group: Group::Numbers,
    arguments: &[Argument::required("Число", ArgumentKind::Number)],
    help: "Даёт меньшее из двух чисел.",
    example: &[Example {
        template: "{{12:min(10)}}",
        gives: "10",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    let other = call.decimal(0)?;
    Ok(call
        .number()?
        .map_or(Fact::Empty, |number| Fact::Number(number.min(other))))
}
