//! `ucw`: every word with an upper case letter.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "ucw",
    also: &[],
    label: "Каждое слово с прописной",
    group: Group::Strings,
    arguments: &[],
    help: "Первая буква каждого слова становится прописной, остальные не меняются.",
    example: &[
        Example {
            template: "{{иван петров:ucw}}",
            gives: "Иван Петров",
        },
        Example {
            template: "{{ооо «ёлка»:ucw}}",
            gives: "Ооо «Ёлка»",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let mut text = String::new();
    let mut begun = false;
    for letter in call.value?.text().chars() {
        if begun || !letter.is_alphanumeric() {
            text.push(letter);
        } else {
            text.extend(letter.to_uppercase());
        }
        begun = !letter.is_whitespace() && (begun || letter.is_alphanumeric());
    }
    Ok(Fact::Text(text))
}
