//! `limit`: cuts to a number of characters.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "limit",
    also: &[],
    label: "Обрезать",
    group: Group::Strings,
    arguments: &[
        Argument::required(
            "Знаков",
            ArgumentKind::Whole {
                min: 0,
                max: 1000000,
            },
        ),
        Argument::optional("Что добавить", ArgumentKind::Text, "…"),
    ],
    help: "Обрезает длинный текст до указанного числа знаков и добавляет многоточие.",
    example: &[
        Example {
            template: "{{Доставка завтра:limit(8)}}",
            gives: "Доставка…",
        },
        Example {
            template: "{{Доставка:limit(8)}}",
            gives: "Доставка",
        },
        Example {
            template: "{{Доставка завтра:limit(8,)}}",
            gives: "Доставка",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let limit = usize::try_from(call.whole(0)?).unwrap_or_default();
    let tail = call.text(1, "…")?;
    let value = call.value?;
    let text = value.text();
    match text.char_indices().nth(limit) {
        Some((end, _)) => {
            let kept = text.get(..end).unwrap_or_default();
            Ok(Fact::Text(format!("{kept}{tail}")))
        }
        None => Ok(value),
    }
}
