//! `previousworkday`: the working day before.

use super::nextworkday::nearest;
use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};

pub(super) static ENTRY: Entry = Entry {
    code: "previousworkday",
    also: &[],
    label: "Предыдущий рабочий день",
    group: Group::Dates,
    arguments: &[Argument::optional("Формат", ArgumentKind::Text, "")],
    help: "Ближайший рабочий день перед датой по производственному календарю, по образцу.",
    example: &[Example {
        template: "{{06.07.2025:previousworkday(d F Y)}}",
        gives: "4 июля 2025",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    nearest(call, -1)
}
