//! `float`: a fixed number of decimals, without groups.

use super::round::rounded;
use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "float",
    also: &[],
    label: "Знаков после точки",
    group: Group::Numbers,
    arguments: &[Argument::required(
        "Знаков после точки",
        ArgumentKind::Whole { min: 0, max: 20 },
    )],
    help: "Выводит число ровно с таким количеством знаков после точки, без разделителей разрядов.",
    example: &[
        Example {
            template: "{{58000:float(1)}}",
            gives: "58000.0",
        },
        Example {
            template: "{{2.345:float(2)}}",
            gives: "2.35",
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
    let number = rounded(number, places).unwrap_or(number);
    let decimals = usize::try_from(places).unwrap_or_default();
    let digits = format!("{:.decimals$}", number.abs());
    let minus = number.is_sign_negative() && !number.is_zero();
    let sign = if minus { "-" } else { "" };
    Ok(Fact::Text(format!("{sign}{digits}")))
}
