//! `pad_right`: padding to a length.

use super::pad_left::padding;
use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "pad_right",
    also: &[],
    label: "Дополнить справа",
    group: Group::Strings,
    arguments: &[
        Argument::required(
            "Длина",
            ArgumentKind::Whole {
                min: 0,
                max: 1000000,
            },
        ),
        Argument::optional("Чем", ArgumentKind::Text, " "),
    ],
    help: "Дополняет текст справа до нужной длины.",
    example: &[Example {
        template: "{{Итого:pad_right(8,.)}}",
        gives: "Итого...",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let more = padding(&call)?;
    let text = call.value?.text();
    Ok(Fact::Text(format!("{text}{more}")))
}
