//! `calc`: the group before it is arithmetic; a value before it is a single operand (section 12).

use rust_decimal::Decimal;

use super::{Accepts, Call, Entry, Example, Group, Outcome, call::short};
use crate::{Fact, Problem, calendar, fact::parse_number, problem::Code};

pub(super) static ENTRY: Entry = Entry {
    code: "calc",
    also: &[],
    label: "Вычислить",
    group: Group::Numbers,
    arguments: &[],
    help: "Вычисляет выражение в скобках: + − × ÷, остаток % и скобки.",
    example: &[
        Example {
            template: "{{ (2+3*4):calc }}",
            gives: "14",
        },
        Example {
            template: "{{ (0.1+0.2):calc }}",
            gives: "0.3",
        },
        Example {
            template: "{{ (1 000,5*2):calc }}",
            gives: "2001",
        },
    ],
    accepts: Accepts::Expression,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let fact = call.value?;
    let (number, exact) = operand(&fact);
    if !exact {
        call.notes.push(not_a_number(&fact));
    }
    Ok(Fact::Number(number))
}

/// The warning about an operand that is no number.
pub fn not_a_number(fact: &Fact) -> Problem {
    Problem::warning(Code::NotANumber, format!("«{}»", short(&fact.text())))
}

/// A value as a number for arithmetic (12.3), and whether it really is one.
///
/// Empty counts as 0, a date as Unix seconds, a text by the number it starts with.
pub fn operand(fact: &Fact) -> (Decimal, bool) {
    let exact = |number: Decimal| (number, true);
    match fact {
        Fact::Number(number) | Fact::Money(number) => exact(*number),
        Fact::Bool(yes) => exact(Decimal::from(i64::from(*yes))),
        Fact::DateTime(instant) => exact(Decimal::from(*instant)),
        Fact::Date(day) => exact(Decimal::from(calendar::midnight(*day))),
        Fact::Weekday(number) => exact(Decimal::from(*number)),
        Fact::Duration(seconds) => exact(Decimal::from(*seconds)),
        _ if fact.is_empty() => exact(Decimal::ZERO),
        Fact::Empty
        | Fact::Text(_)
        | Fact::Time(_)
        | Fact::Enum { .. }
        | Fact::Ref(_)
        | Fact::Set(_)
        | Fact::Phone(_)
        | Fact::Email(_)
        | Fact::Dynamic(_) => read(&fact.text()),
    }
}

fn read(text: &str) -> (Decimal, bool) {
    match parse_number(text) {
        Some(number) => (number, true),
        None => (parse_number(leading(text)).unwrap_or_default(), false),
    }
}

/// The number at the start of a text; its end is not clean: `12.` of `12. Дом`.
fn leading(text: &str) -> &str {
    let text = text.trim_start();
    let mut end = 0;
    let mut point = false;
    for (at, it) in text.char_indices() {
        match it {
            '0'..='9' => end = at + 1, // an ASCII character is one byte
            '+' | '-' if at == 0 => {}
            '.' | ',' if end > 0 && !point => point = true,
            _ if it.is_whitespace() && end > 0 && !point => {}
            _ => break,
        }
    }
    text.get(..end).unwrap_or_default()
}
