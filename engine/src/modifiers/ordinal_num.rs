//! `ordinal_num`: an ordinal number in words, of an explicit gender.

use super::{
    Accepts, Entry, Example, Group,
    grammar::{CASE, GENDER},
    spell_ordinal,
};

pub(super) static ENTRY: Entry = Entry {
    code: "ordinal_num",
    also: &[],
    label: "Порядковое числительное с родом",
    group: Group::Words,
    arguments: &[CASE, GENDER],
    help: "То же, что spell_ordinal: падеж от 1 до 6 и род m, f или n.",
    example: &[
        Example {
            template: "{{11:ordinal_num(1, f)}}",
            gives: "одиннадцатая",
        },
        Example {
            template: "{{45:ordinal_num(1, n)}}",
            gives: "сорок пятое",
        },
    ],
    accepts: Accepts::Filled,
    apply: spell_ordinal::spell,
};
