//! `dm`: shifts a date by a relative expression and formats it.

use super::call::short;
use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{
    Fact, Problem, calendar,
    problem::Code,
    russian::dates::{self, Locale},
};

pub(super) static ENTRY: Entry = Entry {
    code: "dm",
    also: &[],
    label: "Сдвинуть и вывести дату",
    group: Group::Dates,
    arguments: &[
        Argument::required("Формат", ArgumentKind::Text),
        Argument::required("Сдвиг", ArgumentKind::Text),
    ],
    help: "Сдвигает дату и выводит по образцу: +1 day, next monday, last day of next month.",
    example: &[
        Example {
            template: "{{31.01.2024:dm(d.m.Y,last day of next month)}}",
            gives: "29.02.2024",
        },
        Example {
            template: "{{29.02.2024:dm(d.m.Y,+1 week 2 days)}}",
            gives: "09.03.2024",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    let (format, expression) = (call.text(0, "")?, call.text(1, "")?);
    let Some(local) = call.date()? else {
        return Ok(Fact::Empty);
    };
    match calendar::relative(local, &expression) {
        Some(local) => Ok(Fact::Text(dates::format(local, &format, Locale::Russian))),
        None => {
            let detail = format!("«{}»", short(&expression));
            Err(Problem::error(Code::UnknownDateExpression, detail))
        }
    }
}
