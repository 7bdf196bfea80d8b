//! `spell_date`: a date in words.

use chrono::Datelike;

use super::{Accepts, Call, Entry, Example, Group, Outcome, grammar::CASE, moment::moment};
use crate::{Fact, russian::dates};

pub(super) static ENTRY: Entry = Entry {
    code: "spell_date",
    also: &[],
    label: "Дата прописью",
    group: Group::Words,
    arguments: &[CASE],
    help: "Пишет дату словами; по падежам изменяется число месяца.",
    example: &[
        Example {
            template: "{{18.10.2022:spell_date}}",
            gives: "восемнадцатое октября две тысячи двадцать второго года",
        },
        Example {
            template: "{{2000-01-03:spell_date(2)}}",
            gives: "третьего января двухтысячного года",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    let case = call.case(0)?;
    let fact = call.value.clone()?;
    let day = moment(&fact).map(|local| local.date());
    let text = day
        .filter(|day| day.year() > 0)
        .and_then(|day| dates::spelled(day, case));
    if text.is_none() {
        call.unreadable(&fact);
    }
    Ok(text.map_or(Fact::Empty, Fact::Text))
}
