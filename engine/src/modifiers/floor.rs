//! `floor`: the integer below.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "floor",
    also: &[],
    label: "Округлить вниз",
    group: Group::Numbers,
    arguments: &[],
    help: "Округляет число вниз до целого.",
    example: &[
        Example {
            template: "{{15.75:floor}}",
            gives: "15",
        },
        Example {
            template: "{{-1.5:floor}}",
            gives: "-2",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    Ok(call
        .number()?
        .map_or(Fact::Empty, |number| Fact::Number(number.floor())))
}
