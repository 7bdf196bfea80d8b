//! `isEven`: whether the number is even.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;
use rust_decimal::Decimal;

pub(super) static ENTRY: Entry = Entry {
    code: "isEven",
    also: &[],
    label: "Чётное число",
    group: Group::Numbers,
    arguments: &[],
    help: "Даёт 1 для чётного числа и 0 для нечётного; для дробного — пусто.",
    example: &[
        Example {
            template: "{{7:isEven}}",
            gives: "0",
        },
        Example {
            template: "{{8:isEven}}",
            gives: "1",
        },
        Example {
            template: "{{1.5:isEven}}",
            gives: "",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    let whole = call.number()?.filter(|number| number.fract().is_zero());
    let even = whole.and_then(|number| number.checked_rem(Decimal::TWO));
    Ok(even.map_or(Fact::Empty, |rest| Fact::Bool(rest.is_zero())))
}
