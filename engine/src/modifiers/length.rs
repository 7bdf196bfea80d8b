//! `length`: the number of characters.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;
use rust_decimal::Decimal;

pub(super) static ENTRY: Entry = Entry {
    code: "length",
    also: &["len"],
    label: "Длина",
    group: Group::Strings,
    arguments: &[],
    help: "Считает знаки текста; для пустого значения 0.",
    example: &[
        Example {
            template: "{{сумма:length}}",
            gives: "5",
        },
        Example {
            template: "{{ ():length }}",
            gives: "0",
        },
    ],
    accepts: Accepts::Empty,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let count = call.value?.text().chars().count();
    Ok(Fact::Number(Decimal::from(count)))
}
