//! `slice`: from one character to another.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "slice",
    also: &[],
    label: "Часть текста (от и до)",
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
            "По какой, не включая",
            ArgumentKind::Whole {
                min: -1000000,
                max: 1000000,
            },
            "",
        ),
    ],
    help: "Знаки от первого номера до второго, не включая его; счёт с 0, отрицательные номера — с конца.",
    example: &[
        Example {
            template: "{{abcdef:slice(2,-1)}}",
            gives: "cde",
        },
        Example {
            template: "{{abcdef:slice(-1)}}",
            gives: "f",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let start = call.whole(0)?;
    let end = call.filled(1)?.then(|| call.whole(1)).transpose()?;
    let text = call.value?.text();
    let count = text.chars().count();
    let start = position(start, count);
    let end = end.map_or(count, |end| position(end, count));
    let taken = text.chars().skip(start).take(end.saturating_sub(start));
    Ok(Fact::Text(taken.collect()))
}

/// A place counted from the beginning, or from the end if negative.
pub(super) fn position(at: i32, count: usize) -> usize {
    let distance = usize::try_from(at.unsigned_abs()).unwrap_or(usize::MAX);
    if at < 0 {
        count.saturating_sub(distance)
    } else {
        distance.min(count)
    }
}
