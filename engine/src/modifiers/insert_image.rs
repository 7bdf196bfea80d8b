//! `insertImage`: works only in the widget «Документы».

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{Problem, problem::Code};

pub(super) static ENTRY: Entry = Entry {
    code: "insertImage",
    also: &[],
    label: "Вставить картинку (Документы)",
    group: Group::Other,
    arguments: &[Argument::optional("Ширина", ArgumentKind::Text, "")],
    help: "Вставляет картинку в документ виджета «Документы»; в остальных местах значение не меняется.",
    example: &[Example {
        template: "{{Опт:insertImage}}",
        gives: "Опт",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    only_documents(call, "insertImage")
}

/// What only the widget «Документы» can do passes the value on elsewhere, and it is told.
pub(super) fn only_documents(call: Call<'_>, code: &str) -> Outcome {
    let detail = format!("{code} работает только в виджете «Документы»");
    call.notes
        .push(Problem::warning(Code::UnknownModifier, detail));
    call.value
}
