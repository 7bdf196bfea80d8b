//! `addworkdays`: so many working days later.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "addworkdays",
    also: &[],
    label: "Прибавить рабочие дни",
    group: Group::Dates,
    arguments: &[
        Argument::required(
            "Рабочих дней",
            ArgumentKind::Whole {
                min: -1000000,
                max: 1000000,
            },
        ),
        Argument::optional("Страна календаря", ArgumentKind::Text, "ru"),
    ],
    help: "Прибавляет рабочие дни по производственному календарю; сам день не считается, число может быть отрицательным.",
    example: &[
        Example {
            template: "{{05.07.2024:addworkdays(1)}}",
            gives: "08.07.2024",
        },
        Example {
            template: "{{05.07.2024:addworkdays(-1)}}",
            gives: "04.07.2024",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    let amount = i64::from(call.whole(0)?);
    let Some(date) = call.day()? else {
        return Ok(Fact::Empty);
    };
    let Some(workdays) = call.workdays(1)? else {
        return Ok(Fact::Empty);
    };
    Ok(date.moved(|day| workdays.shift(day, amount)))
}
