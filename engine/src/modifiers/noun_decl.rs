//! `noun_decl`: a word, a phrase or a full name in a case of the singular.

use super::{Accepts, Call, Entry, Example, Group, Outcome, grammar::CASE_REQUIRED};
use crate::{
    Fact,
    russian::{
        names::FullName,
        nouns::{Quantity, phrase},
    },
};

pub(super) static ENTRY: Entry = Entry {
    code: "noun_decl",
    also: &[],
    label: "Слово в падеже",
    group: Group::Grammar,
    arguments: &[CASE_REQUIRED],
    help: "Склоняет слово, сочетание с прилагательным или полное имя в единственном числе.",
    example: &[
        Example {
            template: "{{стол:noun_decl(2)}}",
            gives: "стола",
        },
        Example {
            template: "{{Рабочий день:noun_decl(т)}}",
            gives: "рабочим днём",
        },
        Example {
            template: "{{Анна Петрова:noun_decl(3)}}",
            gives: "Анне Петровой",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let case = call.case(0)?;
    let text = call.value?.text();
    let name = FullName::read(&text);
    // A phrase in lower case is never taken for a name: «роза ветров».
    let capital = text
        .split_whitespace()
        .all(|word| word.starts_with(char::is_uppercase));
    Ok(Fact::Text(if capital && name.is_certain() {
        name.form(case)
    } else {
        phrase(&text, Quantity::Singular, case)
    }))
}
