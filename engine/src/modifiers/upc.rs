//! `upc`: upper case.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "upc",
    also: &["upper", "caps"],
    label: "Прописные буквы",
    group: Group::Strings,
    arguments: &[],
    help: "Все буквы прописные.",
    example: &[
        Example {
            template: "{{Тест:upc}}",
            gives: "ТЕСТ",
        },
        Example {
            template: "{{ (Ёлка 12):upper }}",
            gives: "ЁЛКА 12",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    Ok(Fact::Text(call.value?.text().to_uppercase()))
}
