//! `spell_ordinal`: an ordinal number in words.

use super::{
    Accepts, Call, Entry, Example, Group, Outcome,
    grammar::{CASE, GENDER},
};
use crate::{Fact, russian::ordinals::ordinal};

pub(super) static ENTRY: Entry = Entry {
    code: "spell_ordinal",
    also: &[],
    label: "Порядковое числительное",
    group: Group::Words,
    arguments: &[CASE, GENDER],
    help: "Пишет словами, который по счёту: падеж от 1 до 6 и род m, f или n.",
    example: &[
        Example {
            template: "{{7:spell_ordinal}}",
            gives: "седьмой",
        },
        Example {
            template: "{{2022:spell_ordinal(2)}}",
            gives: "две тысячи двадцать второго",
        },
        Example {
            template: "{{3:spell_ordinal(4,f)}}",
            gives: "третью",
        },
    ],
    accepts: Accepts::Filled,
    apply: spell,
};

/// An ordinal of the given case and gender; of `ordinal_num` too.
pub(super) fn spell(mut call: Call<'_>) -> Outcome {
    let (case, gender) = (call.case(0)?, call.gender(1)?);
    let number = call.whole_number()?;
    Ok(number.map_or(Fact::Empty, |number| {
        number.spelled(|it| ordinal(it, case, gender))
    }))
}
