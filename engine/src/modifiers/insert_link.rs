//! `insertLink`: works only in the widget «Документы».

use super::insert_image::only_documents;
use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};

pub(super) static ENTRY: Entry = Entry {
    code: "insertLink",
    also: &[],
    label: "Вставить ссылку (Документы)",
    group: Group::Other,
    arguments: &[Argument::optional("Текст ссылки", ArgumentKind::Text, "")],
    help: "Вставляет ссылку в документ виджета «Документы»; в остальных местах значение не меняется.",
    example: &[Example {
        template: "{{Опт:insertLink}}",
        gives: "Опт",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    only_documents(call, "insertLink")
}
