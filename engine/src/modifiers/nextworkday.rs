//! `nextworkday`: the working day after.

use super::moment::moment;
use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{
    Fact,
    russian::dates::{self, Locale},
};

pub(super) static ENTRY: Entry = Entry {
    code: "nextworkday",
    also: &[],
    label: "Следующий рабочий день",
    group: Group::Dates,
    arguments: &[Argument::optional("Формат", ArgumentKind::Text, "")],
    help: "Ближайший рабочий день после даты по производственному календарю, по образцу.",
    example: &[Example {
        template: "{{05.07.2024:nextworkday(d.m.Y)}}",
        gives: "08.07.2024",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    nearest(call, 1)
}

/// The nearest working day after (1) or before (-1), formatted.
pub(super) fn nearest(mut call: Call<'_>, step: i64) -> Outcome {
    let format = call.text(0, "")?;
    let Some(date) = call.day()? else {
        return Ok(Fact::Empty);
    };
    let moved = date.moved(|day| call.facts.workdays().shift(day, step));
    Ok(match moment(&moved) {
        Some(local) if !format.is_empty() => {
            Fact::Text(dates::format(local, &spoken(&format), Locale::Russian))
        }
        _ => moved,
    })
}

/// A day before the name of its month has no zero: «4 июля», as in the public example of this modifier.
fn spoken(format: &str) -> String {
    format.replace("d F", "j F").replace("d M", "j M")
}
