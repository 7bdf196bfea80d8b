//! `substr`: so many characters from a place.

use super::slice::position;
use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "substr",
    also: &[],
    label: "Часть текста (сколько знаков)",
    group: Group::Strings,
    arguments: &[
        Argument::required(
            "С какого знака",
            ArgumentKind::Whole {
                min: -1000000,
                max: 1000000,
            },
        ),
        Argument::optional(
            "Сколько",
            ArgumentKind::Whole {
                min: -1000000,
                max: 1000000,
            },
            "",
        ),
    ],
    help: "Знаки с указанного места, счёт с 0, отрицательное место — с конца; отрицательное количество отбрасывает знаки с конца.",
    example: &[
        Example {
            template: "{{abcdef:substr(1,2)}}",
            gives: "bc",
        },
        Example {
            template: "{{abcdef:substr(-2)}}",
            gives: "ef",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let start = call.whole(0)?;
    let len = call.filled(1)?.then(|| call.whole(1)).transpose()?;
    let text = call.value?.text();
    let count = text.chars().count();
    let start = position(start, count);
    let end = match len {
        None => count,
        Some(len) if len < 0 => position(len, count),
        Some(len) => start.saturating_add(usize::try_from(len).unwrap_or(usize::MAX)),
    };
    let taken = text.chars().skip(start).take(end.saturating_sub(start));
    Ok(Fact::Text(taken.collect()))
}
