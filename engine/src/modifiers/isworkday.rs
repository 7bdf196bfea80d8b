//! `isworkday`: whether work is done that day.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "isworkday",
    also: &[],
    label: "Рабочий день?",
    group: Group::Dates,
    arguments: &[Argument::optional(
        "Страна календаря",
        ArgumentKind::Text,
        "ru",
    )],
    help: "Даёт 1 для рабочего дня и 0 для выходного по производственному календарю.",
    example: &[
        Example {
            template: "{{05.07.2024:isworkday}}",
            gives: "1",
        },
        Example {
            template: "{{06.07.2024:isworkday}}",
            gives: "0",
        },
        Example {
            template: "{{27.04.2024:isworkday}}",
            gives: "1",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    let Some(date) = call.day()? else {
        return Ok(Fact::Empty);
    };
    let Some(workdays) = call.workdays(0)? else {
        return Ok(Fact::Empty);
    };
    Ok(Fact::Bool(workdays.is_workday(date.day())))
}
