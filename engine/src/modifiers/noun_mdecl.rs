//! `noun_mdecl`: a word or a phrase in a case of the plural.

use super::{Accepts, Call, Entry, Example, Group, Outcome, grammar::CASE_REQUIRED};
use crate::{
    Fact,
    russian::nouns::{Quantity, phrase},
};

pub(super) static ENTRY: Entry = Entry {
    code: "noun_mdecl",
    also: &[],
    label: "Слово во множественном числе",
    group: Group::Grammar,
    arguments: &[CASE_REQUIRED],
    help: "Ставит слово или сочетание с прилагательным во множественное число и в падеж.",
    example: &[
        Example {
            template: "{{стакан:noun_mdecl(1)}}",
            gives: "стаканы",
        },
        Example {
            template: "{{новая сделка:noun_mdecl(2)}}",
            gives: "новых сделок",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let case = call.case(0)?;
    let text = call.value?.text();
    Ok(Fact::Text(phrase(&text, Quantity::Plural, case)))
}
