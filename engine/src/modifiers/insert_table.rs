//! `insertTable`: works only in the widget «Документы».

use super::insert_image::only_documents;
use super::{Accepts, Call, Entry, Example, Group, Outcome};

pub(super) static ENTRY: Entry = Entry {
    code: "insertTable",
    also: &[],
    label: "Вставить таблицу (Документы)",
    group: Group::Other,
    arguments: &[],
    help: "Вставляет таблицу в документ виджета «Документы»; в остальных местах значение не меняется.",
    example: &[Example {
        template: "{{Опт:insertTable}}",
        gives: "Опт",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    only_documents(call, "insertTable")
}
