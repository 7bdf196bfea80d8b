//! `infl_geo`: the name of a place in a case.

use super::{Accepts, Call, Entry, Example, Group, Outcome, grammar::CASE_REQUIRED};
use crate::{Fact, russian::places};

pub(super) static ENTRY: Entry = Entry {
    code: "infl_geo",
    also: &[],
    label: "Название места в падеже",
    group: Group::Grammar,
    arguments: &[CASE_REQUIRED],
    help: "Склоняет название города, области или страны: 1 — именительный … 6 — предложный.",
    example: &[
        Example {
            template: "{{Москва:infl_geo(2)}}",
            gives: "Москвы",
        },
        Example {
            template: "{{Нижний Новгород:infl_geo(6):sp_in}}",
            gives: "в Нижнем Новгороде",
        },
        Example {
            template: "{{Сочи:infl_geo(5)}}",
            gives: "Сочи",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let case = call.case(0)?;
    let text = call.value?.text();
    Ok(Fact::Text(places::decline(&text, case)))
}
