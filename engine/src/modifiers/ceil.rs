//! `ceil`: the integer above.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "ceil",
    also: &[],
    label: "Округлить вверх",
    group: Group::Numbers,
    arguments: &[],
    help: "Округляет число вверх до целого.",
    example: &[
        Example {
            template: "{{15.75:ceil}}",
            gives: "16",
        },
        Example {
            template: "{{-1.5:ceil}}",
            gives: "-1",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    Ok(call
        .number()?
        .map_or(Fact::Empty, |number| Fact::Number(number.ceil())))
}
