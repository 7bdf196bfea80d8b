//! `round`: rounds half away from zero.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{Fact, Problem, problem::Code};

pub(super) static ENTRY: Entry = Entry {
    code: "round",
    also: &[],
    label: "Округлить",
    group: Group::Numbers,
    arguments: &[Argument::optional(
        "Знаков после запятой",
        ArgumentKind::Whole { min: -20, max: 20 },
        "0",
    )],
    help: "Округляет по правилам арифметики; отрицательное число знаков округляет до десятков, сотен.",
    example: &[
        Example {
            template: "{{15.756:round(2)}}",
            gives: "15.76",
        },
        Example {
            template: "{{-2.5:round}}",
            gives: "-3",
        },
        Example {
            template: "{{1250:round(-2)}}",
            gives: "1300",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    let places = call.whole(0)?;
    let Some(number) = call.number()? else {
        return Ok(Fact::Empty);
    };
    match rounded(number, places) {
        Some(number) => Ok(Fact::Number(number)),
        None => Err(Problem::error(
            Code::Overflow,
            "round: слишком большое число",
        )),
    }
}

/// Rounds half away from zero to so many decimals; a negative number means tens, hundreds …
pub(super) fn rounded(number: Decimal, places: i32) -> Option<Decimal> {
    let half_up = |number: Decimal, places| {
        number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
    };
    match u32::try_from(places) {
        Ok(places) => Some(half_up(number, places)),
        Err(_) => {
            let zeros = 0..places.unsigned_abs();
            let unit = zeros.fold(Decimal::ONE, |unit, _| unit.saturating_mul(Decimal::TEN));
            half_up(number.checked_div(unit)?, 0).checked_mul(unit)
        }
    }
}
