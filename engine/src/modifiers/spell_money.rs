//! `spell_money`: money in words, with a language and a currency that may be given by name.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome, spell_price};
use crate::russian::{currencies, money::Format};

pub(super) static ENTRY: Entry = Entry {
    code: "spell_money",
    also: &[],
    label: "Деньги прописью",
    group: Group::Words,
    // Free texts, because each may be written with its name: «currency=kzt».
    arguments: &[
        Argument::optional("Язык", ArgumentKind::Text, "ru"),
        Argument::optional("Валюта", ArgumentKind::Text, "rub"),
    ],
    help: "Пишет сумму словами по-русски: (ru, kzt) или (locale=ru, currency=kzt); валюты rub, usd, eur, \
           uah, byn, kzt, cny, try, gbp, sum.",
    example: &[
        Example {
            template: "{{9:spell_money}}",
            gives: "девять рублей ноль копеек",
        },
        Example {
            template: "{{1.01:spell_money(ru,usd)}}",
            gives: "один доллар один цент",
        },
        Example {
            template: "{{3:spell_money(currency=kzt)}}",
            gives: "три тенге ноль тиынов",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    let (mut locale, mut currency) = ("ru".to_owned(), "rub".to_owned());
    for index in 0..2 {
        let text = call.text(index, "")?.trim().to_lowercase();
        match text
            .split_once('=')
            .map(|(name, it)| (name.trim_end(), it.trim_start()))
        {
            _ if text.is_empty() => {}
            Some(("locale", value)) => locale = value.to_owned(),
            Some(("currency", value)) => currency = value.to_owned(),
            Some(_) => locale = text,
            None if index == 0 => locale = text,
            None => currency = text,
        }
    }
    match currencies::find(&currency) {
        Some(found) if locale == "ru" => spell_price::spell(&mut call, found, Format::Normal),
        found => {
            let unknown = if found.is_some() { locale } else { currency };
            call.refuse(ENTRY.code, &unknown);
            call.value
        }
    }
}
