//! `sp_about`: puts «о», «об» or «обо» before a text.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::{Fact, russian::prepositions};

pub(super) static ENTRY: Entry = Entry {
    code: "sp_about",
    also: &[],
    label: "Предлог «о»",
    group: Group::Grammar,
    arguments: &[],
    help: "Ставит перед словом «о», «об» или «обо»; само слово не склоняется.",
    example: &[
        Example {
            template: "{{отпуске:sp_about}}",
            gives: "об отпуске",
        },
        Example {
            template: "{{всём:sp_about}}",
            gives: "обо всём",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let text = call.value?.text();
    Ok(Fact::Text(format!("{} {text}", prepositions::about(&text))))
}
