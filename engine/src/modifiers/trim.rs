//! `trim`: without white space, or given characters, at both ends.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "trim",
    also: &[],
    label: "Убрать по краям",
    group: Group::Strings,
    arguments: &[Argument::optional("Знаки", ArgumentKind::Text, "")],
    help: "Убирает пробелы или указанные знаки в начале и в конце.",
    example: &[
        Example {
            template: "{{ (  Тест  ):trim }}",
            gives: "Тест",
        },
        Example {
            template: "{{--Тест--:trim(-)}}",
            gives: "Тест",
        },
    ],
    accepts: Accepts::Empty,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let chars = call.text(0, "")?;
    let text = call.value?.text();
    let trimmed = if chars.is_empty() {
        text.trim()
    } else {
        text.trim_matches(|it| chars.contains(it))
    };
    Ok(Fact::Text(trimmed.to_owned()))
}
