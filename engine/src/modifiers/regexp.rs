//! `regexp`: the first match of a regular expression, or a group of it.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{Fact, Problem, pattern, problem::Code};

pub(super) static ENTRY: Entry = Entry {
    code: "regexp",
    also: &[],
    label: "Найти по выражению",
    group: Group::Strings,
    arguments: &[
        Argument::required("Выражение", ArgumentKind::Text),
        Argument::optional("Группа", ArgumentKind::Whole { min: 0, max: 99 }, "0"),
    ],
    help: "Даёт первое совпадение с регулярным выражением или его группу; нет совпадения — пусто.",
    example: &[
        Example {
            template: r"{{заказ 17:regexp(\d+)}}",
            gives: "17",
        },
        Example {
            template: r"{{10-20:regexp((\d+)-(\d+),2)}}",
            gives: "20",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let group = usize::try_from(call.whole(1)?).unwrap_or_default();
    let expression = call.text(0, "")?;
    let value = call.value?;
    match pattern::compile(&expression) {
        Ok(pattern) => {
            let text = value.text();
            let found = pattern.captures(&text).and_then(|found| found.get(group));
            Ok(found.map_or(Fact::Empty, |found| {
                Fact::Dynamic(found.as_str().to_owned())
            }))
        }
        Err(problem) => {
            call.notes.push(bad(&problem));
            Ok(value)
        }
    }
}

/// A broken expression is a wrong argument: the value passes by, and it is told.
pub(super) fn bad(problem: &Problem) -> Problem {
    Problem::warning(Code::BadArguments, problem.detail.clone())
}
