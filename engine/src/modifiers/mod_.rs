//! `mod`: the remainder of a division; the file has a `_` because `mod` is a keyword.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{Fact, Problem, problem::Code};

pub(super) static ENTRY: Entry = Entry {
    code: "mod",
    also: &[],
    label: "Остаток",
    group: Group::Numbers,
    arguments: &[Argument::required("Делитель", ArgumentKind::Number)],
    help: "Даёт остаток от деления.",
    example: &[Example {
        template: "{{17:mod(5)}}",
        gives: "2",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    let divisor = call.decimal(0)?;
    let Some(number) = call.number()? else {
        return Ok(Fact::Empty);
    };
    if divisor.is_zero() {
        return Err(Problem::error(
            Code::DivisionByZero,
            "mod: делитель равен 0",
        ));
    }
    let rest = number.checked_rem(divisor);
    rest.map(Fact::Number)
        .ok_or_else(|| Problem::error(Code::Overflow, "mod: слишком большое число"))
}
