//! Operators as parts of a sentence: «не больше», «не содержат», «есть не все из».

use super::shown::Form;
use crate::{kind::Kind, log::Side, operators};

/// Whether the left side is called by a word in the plural: «Теги содержат».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    One,
    Many,
}

impl Number {
    /// Sets alone have such names: «Теги», «Выбранные услуги», «Контакт: Телефоны».
    pub fn of(left: &Side) -> Self {
        let name = left.label.rsplit(": ").next().unwrap_or_default();
        let first = name.split_whitespace().next().unwrap_or_default();
        match (left.kind, first.ends_with(['и', 'ы', 'е'])) {
            (Kind::Set(_), true) => Self::Many,
            _ => Self::One,
        }
    }
}

/// What an operator gives when it holds and when it does not; the negative one turns them round.
type Pair = (&'static str, &'static str);

/// What holds when the operator gives this result.
pub(super) fn of(code: &str, form: Form, result: bool, number: Number) -> &'static str {
    let (holds, fails) = pair(code, form, number);
    let negative = operators::find(code).is_some_and(|entry| entry.negative);
    if result != negative { holds } else { fails }
}

/// What the operator asks for.
pub(super) fn asked(code: &str, form: Form, number: Number) -> &'static str {
    match code {
        "eq" => "равно",
        "ne" => "не равно",
        code => of(code, form, true, number),
    }
}

fn pair(code: &str, form: Form, number: Number) -> Pair {
    let of_time = matches!(form, Form::Date | Form::Time);
    match code {
        "eq" | "ne" => equality(form, number),
        "gt" if of_time => ("позже", "не позже"),
        "ge" if of_time => ("не раньше", "раньше"),
        "lt" if of_time => ("раньше", "не раньше"),
        "le" if of_time => ("не позже", "позже"),
        "gt" => ("больше", "не больше"),
        "ge" => ("не меньше", "меньше"),
        "lt" => ("меньше", "не меньше"),
        "le" => ("не больше", "больше"),
        "between" => ("в диапазоне", "вне диапазона"),
        "in" | "nin" => ("есть в списке", "нет в списке"),
        "has_any" | "has_none" => ("есть хотя бы одно из", "нет ни одного из"),
        "has_all" => ("есть все из", "есть не все из"),
        "empty" | "nempty" => ("пусто", "не пусто"),
        "changed" | "nchanged" => ("значение изменилось", "значение не изменилось"),
        code => verb(code, number),
    }
}

fn verb(code: &str, number: Number) -> Pair {
    match (code, number) {
        ("contains" | "ncontains", Number::One) => ("содержит", "не содержит"),
        ("contains" | "ncontains", Number::Many) => ("содержат", "не содержат"),
        ("within" | "nwithin", Number::One) => ("содержится в", "не содержится в"),
        ("within" | "nwithin", Number::Many) => ("содержатся в", "не содержатся в"),
        ("starts", Number::One) => ("начинается с", "не начинается с"),
        ("starts", Number::Many) => ("начинаются с", "не начинаются с"),
        ("ends", Number::One) => ("заканчивается на", "не заканчивается на"),
        ("ends", Number::Many) => ("заканчиваются на", "не заканчиваются на"),
        ("match" | "nmatch", Number::One) => {
            ("соответствует выражению", "не соответствует выражению")
        }
        ("match" | "nmatch", Number::Many) => {
            ("соответствуют выражению", "не соответствуют выражению")
        }
        _ => ("условие выполнено", "условие не выполнено"),
    }
}

/// Labels have every gender, so the words do not agree with any.
fn equality(form: Form, number: Number) -> Pair {
    match (form, number) {
        (Form::Number | Form::Seconds, _) => ("ровно", "не"),
        (Form::Date | Form::Time, _) => ("совпадает:", "не"),
        (_, Number::One) => ("совпадает с", "не"),
        (_, Number::Many) => ("совпадают с", "не"),
    }
}
