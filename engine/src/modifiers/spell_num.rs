//! `spell_num`: a whole number in words.

use super::{Accepts, Call, Entry, Example, Group, Outcome, grammar::CASE};
use crate::{
    Fact,
    russian::{case::Gender, numbers::cardinal},
};

pub(super) static ENTRY: Entry = Entry {
    code: "spell_num",
    also: &[],
    label: "Число прописью",
    group: Group::Words,
    arguments: &[CASE],
    help: "Пишет целое число словами в нужном падеже; дробная часть отбрасывается.",
    example: &[
        Example {
            template: "{{55000:spell_num}}",
            gives: "пятьдесят пять тысяч",
        },
        Example {
            template: "{{1234:spell_num(2)}}",
            gives: "одной тысячи двухсот тридцати четырёх",
        },
        Example {
            template: "{{0:spell_num}}",
            gives: "ноль",
        },
        Example {
            template: "{{-21:spell_num(т)}}",
            gives: "минус двадцатью одним",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    let case = call.case(0)?;
    let number = call.whole_number()?;
    Ok(number.map_or(Fact::Empty, |number| {
        number.spelled(|it| cardinal(it, case, Gender::Masculine))
    }))
}
