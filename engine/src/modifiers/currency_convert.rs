//! `currencyConvert`: an amount of the account's currency in another one.

use super::round::rounded;
use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{Fact, Problem, problem::Code};

pub(super) static ENTRY: Entry = Entry {
    code: "currencyConvert",
    also: &[],
    label: "Перевести в валюту",
    group: Group::Numbers,
    arguments: &[Argument::required(
        "Валюта",
        ArgumentKind::Choice(&[
            "usd", "eur", "byn", "uah", "cny", "try", "gbp", "rub", "kzt",
        ]),
    )],
    help: "Переводит сумму из валюты аккаунта по курсу центрального банка, до копеек; без курсов — ошибка 118.",
    example: &[Example {
        template: "{{100:currencyConvert(USD):ifempty(нет курса)}}",
        gives: "нет курса",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    let code = call.text(0, "")?.to_uppercase();
    let Some(number) = call.number()? else {
        return Ok(Fact::Empty);
    };
    let own = call.facts.dictionaries.account.currency.as_deref();
    let own = own.unwrap_or("RUB");
    let rates = call.facts.installation.rates.as_ref();
    let price = |currency: &str| match rates {
        // Without any rates not even the rouble has one: it is the asked currency that is missed.
        None => Err(no_rate(&code)),
        Some(rates) => rates.roubles(currency).ok_or_else(|| no_rate(currency)),
    };
    let roubles = number.checked_mul(price(own)?);
    let converted = roubles
        .zip(Some(price(&code)?))
        .and_then(|(roubles, price)| rounded(roubles.checked_div(price)?, 2));
    converted
        .map(Fact::Number)
        .ok_or_else(|| Problem::error(Code::Overflow, "currencyConvert: слишком большая сумма"))
}

fn no_rate(currency: &str) -> Problem {
    let detail = format!("нет курса валюты {currency}");
    Problem::error(Code::NoTable, detail)
}
