//! `ifnotempty`: another value in place of a filled one.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "ifnotempty",
    also: &[],
    label: "Если заполнено",
    group: Group::Choice,
    arguments: &[Argument::required(
        "Значение вместо заполненного",
        ArgumentKind::Text,
    )],
    help: "Подставляет аргумент, если значение не пусто.",
    example: &[
        Example {
            template: "{{Опт:ifnotempty(есть)}}",
            gives: "есть",
        },
        Example {
            template: "{{ ():ifnotempty(есть) }}",
            gives: "",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    Ok(call.argument(0)?.unwrap_or(Fact::Empty))
}
