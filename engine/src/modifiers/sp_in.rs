//! `sp_in`: puts «в» or «во» before a text.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::{Fact, russian::prepositions};

pub(super) static ENTRY: Entry = Entry {
    code: "sp_in",
    also: &[],
    label: "Предлог «в»",
    group: Group::Grammar,
    arguments: &[],
    help: "Ставит перед словом «в» или «во»; само слово не склоняется.",
    example: &[
        Example {
            template: "{{Владимир:sp_in}}",
            gives: "во Владимир",
        },
        Example {
            template: "{{Москве:sp_in}}",
            gives: "в Москве",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let text = call.value?.text();
    Ok(Fact::Text(format!("{} {text}", prepositions::into(&text))))
}
