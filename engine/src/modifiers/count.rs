//! `count`: how many elements a list has.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;
use rust_decimal::Decimal;

use super::list::elements;

pub(super) static ENTRY: Entry = Entry {
    code: "count",
    also: &[],
    label: "Количество",
    group: Group::Strings,
    arguments: &[],
    help: "Считает элементы списка.",
    example: &[Example {
        template: "{{a, b, c:count}}",
        gives: "3",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let count = elements(&call.value?).len();
    Ok(Fact::Number(Decimal::from(count)))
}
