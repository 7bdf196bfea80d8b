//! `spell_price`: money in words.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{
    Fact, Problem,
    russian::{
        currencies::{self, Currency},
        money::{self, Format},
    },
};

pub(super) static ENTRY: Entry = Entry {
    code: "spell_price",
    also: &[],
    label: "Сумма прописью",
    group: Group::Words,
    arguments: &[
        Argument::optional("Валюта", ArgumentKind::Choice(currencies::CODES), "rub"),
        Argument::optional("Вид", ArgumentKind::Choice(Format::CODES), "normal"),
    ],
    help: "Пишет сумму словами: normal — целиком, short — цифрами, duplication и clarification — \
           словами и цифрами, accounting — копейки цифрами.",
    example: &[
        Example {
            template: "{{55000:spell_price}}",
            gives: "пятьдесят пять тысяч рублей ноль копеек",
        },
        Example {
            template: "{{21.01:spell_price(rub, short)}}",
            gives: "21 рубль 1 копейка",
        },
        Example {
            template: "{{2.5:spell_price(uah, duplication)}}",
            gives: "две (2) гривны пятьдесят (50) копеек",
        },
        Example {
            template: "{{1002:spell_price(rub, accounting)}}",
            gives: "одна тысяча два рубля 00 копеек",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    let (currency, format) = (call.text(0, "")?, call.text(1, "")?);
    let currency = match currency.trim() {
        "" => "rub",
        code => code,
    };
    let format = match format.trim() {
        "" => "normal",
        code => code,
    };
    match (currencies::find(currency), Format::read(format)) {
        (Some(currency), Some(format)) => spell(&mut call, currency, format),
        _ => call.value,
    }
}

/// The value as money in words; what is no number or too large is told and gives nothing.
pub(super) fn spell(
    call: &mut Call<'_>,
    currency: &Currency,
    format: Format,
) -> Result<Fact, Problem> {
    let fact = call.value.clone()?;
    let Some(number) = call.number()? else {
        return Ok(Fact::Empty);
    };
    let text = money::spell(number, currency, format);
    if text.is_none() {
        call.unreadable(&fact);
    }
    Ok(text.map_or(Fact::Empty, Fact::Text))
}
