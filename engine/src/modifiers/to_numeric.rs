//! `toNumeric`: the digits of a text.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "toNumeric",
    also: &[],
    label: "Только цифры",
    group: Group::Numbers,
    arguments: &[],
    help: "Оставляет от текста только цифры.",
    example: &[Example {
        template: "{{+7 (495) 123-45-67:toNumeric}}",
        gives: "74951234567",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let text = call.value?.text();
    Ok(Fact::Text(
        text.chars().filter(char::is_ascii_digit).collect(),
    ))
}
