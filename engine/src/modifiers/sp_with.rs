//! `sp_with`: puts «с» or «со» before a text.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::{Fact, russian::prepositions};

pub(super) static ENTRY: Entry = Entry {
    code: "sp_with",
    also: &[],
    label: "Предлог «с»",
    group: Group::Grammar,
    arguments: &[],
    help: "Ставит перед словом «с» или «со»; само слово не склоняется.",
    example: &[
        Example {
            template: "{{Светланой:sp_with}}",
            gives: "со Светланой",
        },
        Example {
            template: "{{Анной:sp_with}}",
            gives: "с Анной",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let text = call.value?.text();
    Ok(Fact::Text(format!("{} {text}", prepositions::with(&text))))
}
