//! `ifempty`: another value in place of an empty one or of an error.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{Fact, problem::Severity};

pub(super) static ENTRY: Entry = Entry {
    code: "ifempty",
    also: &["default"],
    label: "Если пусто",
    group: Group::Choice,
    arguments: &[Argument::required(
        "Значение вместо пустого",
        ArgumentKind::Text,
    )],
    help: "Подставляет аргумент, если значение пусто или не вычислилось.",
    example: &[
        Example {
            template: "{{ ():ifempty(нет) }}",
            gives: "нет",
        },
        Example {
            template: "{{ (1/0):calc:default(нет) }}",
            gives: "нет",
        },
        Example {
            template: "{{0:ifempty(нет)}}",
            gives: "0",
        },
    ],
    accepts: Accepts::Errors,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let instead = || Ok(call.argument(0)?.unwrap_or(Fact::Empty));
    match &call.value {
        Ok(fact) if !fact.is_empty() => call.value,
        Ok(_) => instead(),
        Err(problem) => {
            let mut caught = problem.clone();
            caught.severity = Severity::Warning;
            let instead = instead();
            call.notes.push(caught);
            instead
        }
    }
}
