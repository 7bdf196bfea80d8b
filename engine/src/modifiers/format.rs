//! `format`: rounds and groups the digits of a number.

use super::{
    Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome, round::rounded,
};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "format",
    also: &[],
    label: "Формат числа",
    group: Group::Numbers,
    arguments: &[
        Argument::optional(
            "Знаков после запятой",
            ArgumentKind::Whole { min: 0, max: 20 },
            "0",
        ),
        Argument::optional("Десятичный разделитель", ArgumentKind::Text, "."),
        Argument::optional("Разделитель разрядов", ArgumentKind::Text, " "),
    ],
    help: "Округляет число и отделяет разряды; запятая внутри аргумента пишется с чертой: «\\,».",
    example: &[
        Example {
            template: "{{1234567.891:format(2)}}",
            gives: "1 234 567.89",
        },
        Example {
            template: r"{{1234567.891:format(2,\,,_)}}",
            gives: "1_234_567,89",
        },
        Example {
            template: "{{999.5:format}}",
            gives: "1 000",
        },
        Example {
            template: "{{-1234:format(2,.,)}}",
            gives: "-1234.00",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    let places = call.whole(0)?;
    let point = call.text(1, ".")?;
    let separator = call.text(2, " ")?;
    let number = call.number()?.and_then(|number| rounded(number, places));
    let Some(number) = number else {
        return Ok(Fact::Empty);
    };
    let decimals = usize::try_from(places).unwrap_or_default();
    let digits = format!("{:.decimals$}", number.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits.as_str(), ""));
    let minus = number.is_sign_negative() && !number.is_zero();
    let mut text = String::from(if minus { "-" } else { "" });
    text.push_str(&grouped(whole, &separator));
    if !fraction.is_empty() {
        text.push_str(&point);
        text.push_str(fraction);
    }
    Ok(Fact::Text(text))
}

/// Digits with a separator before every third one from the right.
fn grouped(digits: &str, separator: &str) -> String {
    let mut text = String::with_capacity(digits.len());
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(at); // digits are ASCII
        if at > 0 && left % 3 == 0 {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}
