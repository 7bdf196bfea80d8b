//! `noun_plur`: a number with a word in the form that it takes after the number.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{
    Fact,
    fact::decimal_text,
    russian::{
        case::Case,
        counting::Count,
        nouns::{Quantity, phrase},
    },
};

pub(super) static ENTRY: Entry = Entry {
    code: "noun_plur",
    also: &[],
    label: "Число со словом",
    group: Group::Grammar,
    arguments: &[
        Argument::required("Слово, или форма для 1", ArgumentKind::Text),
        Argument::optional("Форма для 2", ArgumentKind::Text, ""),
        Argument::optional("Форма для 5", ArgumentKind::Text, ""),
    ],
    help: "Пишет число и слово в нужной форме; три формы надёжнее одной: (день,дня,дней).",
    example: &[
        Example {
            template: "{{3:noun_plur(день,дня,дней)}}",
            gives: "3 дня",
        },
        Example {
            template: "{{21:noun_plur(рубль)}}",
            gives: "21 рубль",
        },
        Example {
            template: "{{5:noun_plur(рабочий день)}}",
            gives: "5 рабочих дней",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    let (one, few, many) = (call.text(0, "")?, call.text(1, "")?, call.text(2, "")?);
    if call.arguments.len() == 2 {
        call.refuse(ENTRY.code, "нужна одна форма слова или три");
        return call.value;
    }
    let Some(number) = call.number()? else {
        return Ok(Fact::Empty);
    };
    let count = count(number);
    let word = if call.arguments.len() > 2 {
        count.choose(one, few, many)
    } else {
        phrase(&one, Quantity::After(count), Case::Nominative)
    };
    Ok(Fact::Text(format!("{} {word}", decimal_text(number))))
}

/// After a fraction a noun stands as after two: «1.5 дня».
fn count(number: Decimal) -> Count {
    if !number.fract().is_zero() {
        return Count::Few;
    }
    let tail = number.abs() % Decimal::ONE_HUNDRED;
    Count::of(tail.to_u64().unwrap_or_default())
}
