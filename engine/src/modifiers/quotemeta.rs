//! `quotemeta`: a text for a regular expression.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "quotemeta",
    also: &[],
    label: "Экранировать для выражения",
    group: Group::Strings,
    arguments: &[],
    help: "Ставит обратную черту перед знаками, которые в регулярном выражении значат особое.",
    example: &[Example {
        template: "{{entry(a.b):quotemeta}}",
        gives: r"a\.b",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let text = call.value?.text();
    Ok(Fact::Text(regex::escape(&text)))
}
