//! `infl_name`: a full name in a case.

use super::{Accepts, Call, Entry, Example, Group, Outcome, grammar::CASE_REQUIRED};
use crate::{Fact, russian::names::FullName};

pub(super) static ENTRY: Entry = Entry {
    code: "infl_name",
    also: &[],
    label: "Имя в падеже",
    group: Group::Grammar,
    arguments: &[CASE_REQUIRED],
    help: "Склоняет фамилию, имя и отчество в любом порядке: 1 — именительный … 6 — предложный.",
    example: &[
        Example {
            template: "{{Иванова Анна Сергеевна:infl_name(3)}}",
            gives: "Ивановой Анне Сергеевне",
        },
        Example {
            template: "{{Пётр Ильич Чайковский:infl_name(т)}}",
            gives: "Петром Ильичом Чайковским",
        },
        Example {
            template: "{{Шевченко Ольга:infl_name(2)}}",
            gives: "Шевченко Ольги",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let case = call.case(0)?;
    let text = call.value?.text();
    Ok(Fact::Text(FullName::read(&text).form(case)))
}
