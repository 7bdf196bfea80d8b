//! `lwc`: lower case.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "lwc",
    also: &["lower"],
    label: "Строчные буквы",
    group: Group::Strings,
    arguments: &[],
    help: "Все буквы строчные.",
    example: &[
        Example {
            template: "{{ТЕСТ:lwc}}",
            gives: "тест",
        },
        Example {
            template: "{{ (Ёлка 12):lower }}",
            gives: "ёлка 12",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    Ok(Fact::Text(call.value?.text().to_lowercase()))
}
