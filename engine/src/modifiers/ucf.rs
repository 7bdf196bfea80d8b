//! `ucf`: an upper case letter at the beginning.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "ucf",
    also: &["capitalize"],
    label: "Первая буква прописная",
    group: Group::Strings,
    arguments: &[],
    help: "Первая буква текста становится прописной, остальные не меняются.",
    example: &[
        Example {
            template: "{{иван петров:ucf}}",
            gives: "Иван петров",
        },
        Example {
            template: "{{«ёлка» ООО:capitalize}}",
            gives: "«Ёлка» ООО",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let text = call.value?.text();
    // Quotes and spaces before the first word don't hide it; a digit is its beginning.
    let at = text.find(char::is_alphanumeric).unwrap_or(text.len());
    let (before, word) = text.split_at(at);
    let mut rest = word.chars();
    let upper: String = rest
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    Ok(Fact::Text(format!("{before}{upper}{}", rest.as_str())))
}
