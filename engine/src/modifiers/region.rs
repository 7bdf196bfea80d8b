//! `region`: the region of a Russian number.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use super::{call::short, numbering};
use crate::{Fact, Problem, problem::Code};

pub(super) static ENTRY: Entry = Entry {
    code: "region",
    also: &[],
    label: "Регион номера",
    group: Group::Other,
    arguments: &[],
    help: "Регион российского номера; для мобильных номеров нужна таблица нумерации.",
    example: &[Example {
        template: "{{8 (343) 123-45-67:region}}",
        gives: "Свердловская область",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let name = region_of(call)?.map(|(name, _)| Fact::Text(name));
    Ok(name.unwrap_or(Fact::Empty))
}

/// Name of the region of a number and its hours ahead of UTC; nothing, and a warning, if no table knows it.
pub(super) fn region_of(call: Call<'_>) -> Result<Option<(String, i8)>, Problem> {
    let text = call.value?.text();
    let number = own(&text);
    let found = match (&call.facts.installation.regions, number) {
        (_, None) => None,
        (Some(table), Some(number)) => {
            let region = table.find(number);
            region.map(|it| (it.region.clone(), it.timezone))
        }
        (None, Some(number)) => {
            numbering::find(number).map(|(name, hours)| (name.to_owned(), hours))
        }
    };
    if found.is_none() {
        let detail = format!("номер «{}»", short(&text));
        call.notes.push(Problem::warning(Code::NoTable, detail));
    }
    Ok(found)
}

/// The ten digits after the country.
fn own(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(char::is_ascii_digit).take(12).collect();
    let own = match digits.len() {
        10 => Some(digits.as_str()),
        11 => digits.strip_prefix(['7', '8']),
        _ => None,
    };
    own?.parse().ok()
}
