//! A row in words as it was: «Бюджет 9 500 — не больше 10 000».

use super::shown::{self, Form};
use crate::{
    log::{Row, Side},
    operators,
    problem::Severity,
};

/// What a row gave, with both values; for a row without a result that it takes no part.
pub fn sentence(row: &Row) -> String {
    let Some(result) = row.result else {
        return "Условие не участвует в проверке".to_owned();
    };
    let error = row
        .notes
        .iter()
        .find(|note| note.severity == Severity::Error);
    let (Some(left), Some(code), None) = (&row.left, row.operator.as_deref(), error) else {
        return broken(row);
    };
    if operators::find(code).is_none() {
        return broken(row);
    }
    let form = Form::of(left, row.right.as_ref());
    if shown::is_empty(left) && row.right.is_none() && matches!(code, "empty" | "nempty") {
        return subject(left, form);
    }
    let told = match &row.right {
        Some(right) if shown::is_empty(right) => against_nothing(left, right, result),
        right => compared(code, result, right.as_ref(), form),
    };
    let told = format!("{} — {told}", subject(left, form));
    match row.notes.iter().find(|note| !note.detail.is_empty()) {
        Some(note) if !result => format!("{told} ({})", within(&note.detail)),
        _ => told,
    }
}

/// A row that could not be compared says what is wrong with it.
fn broken(row: &Row) -> String {
    let details = row.notes.iter().map(|note| match note.detail.as_str() {
        "" => note.code.text(),
        detail => detail,
    });
    let details: Vec<String> = details.map(within).collect();
    match (&row.left, details.is_empty()) {
        (_, true) => "Условие не удалось проверить".to_owned(),
        (Some(left), false) => {
            format!(
                "«{}» не с чем сравнить: {}",
                label(left),
                details.join("; ")
            )
        }
        (None, false) => format!("Условие не удалось проверить: {}", details.join("; ")),
    }
}

/// Label and value of the left side; a constant has only its value.
fn subject(left: &Side, form: Form) -> String {
    match shown::is_empty(left) {
        true => format!("{}: не заполнено", label(left)),
        false => format!("{} {}", label(left), shown::value(left, form)),
    }
}

/// Most rows are about the deal, so its label goes without its group.
fn label(side: &Side) -> &str {
    side.label.strip_prefix("Сделка: ").unwrap_or(&side.label)
}

fn against_nothing(left: &Side, right: &Side, result: bool) -> String {
    let what = match is_constant(right) {
        true => "значение в условии".to_owned(),
        false => format!("«{}»", label(right)),
    };
    match (shown::is_empty(left), result) {
        (true, _) => format!("{what} тоже не заполнено"),
        (false, true) => format!("отличается: {what} не заполнено"),
        (false, false) => format!("сравнить не с чем: {what} не заполнено"),
    }
}

fn compared(code: &str, result: bool, right: Option<&Side>, form: Form) -> String {
    let phrase = phrase(code, form, result);
    let Some(right) = right else {
        return phrase.to_owned();
    };
    let value = match (code, right.value.split_once(" … ")) {
        ("between", Some((from, to))) => {
            format!(
                "от {} до {}",
                shown::text(from, form),
                shown::text(to, form)
            )
        }
        _ => shown::value(right, form),
    };
    match is_constant(right) {
        true => format!("{phrase} {value}"),
        false => format!("{phrase} {value} («{}»)", label(right)),
    }
}

fn is_constant(side: &Side) -> bool {
    side.path.starts_with("const.")
}

/// What holds when the operator gives this result; negative operators are their positives turned round.
fn phrase(code: &str, form: Form, result: bool) -> &'static str {
    let is_date = form == Form::Date;
    let (holds, fails) = match code {
        "eq" | "ne" => equality(form),
        "gt" if is_date => ("позже", "не позже"),
        "ge" if is_date => ("не раньше", "раньше"),
        "lt" if is_date => ("раньше", "не раньше"),
        "le" if is_date => ("не позже", "позже"),
        "gt" => ("больше", "не больше"),
        "ge" => ("не меньше", "меньше"),
        "lt" => ("меньше", "не меньше"),
        "le" => ("не больше", "больше"),
        "between" => ("в диапазоне", "вне диапазона"),
        "contains" | "ncontains" => ("содержит", "не содержит"),
        "within" | "nwithin" => ("содержится в", "не содержится в"),
        "starts" => ("начинается с", "не начинается с"),
        "ends" => ("заканчивается на", "не заканчивается на"),
        "in" | "nin" => ("есть в списке", "нет в списке"),
        "has_any" | "has_none" => ("есть хотя бы одно из", "нет ни одного из"),
        "has_all" => ("есть все из", "есть не все из"),
        "match" | "nmatch" => ("соответствует выражению", "не соответствует выражению"),
        "empty" | "nempty" => ("пусто", "не пусто"),
        "changed" | "nchanged" => ("изменилось", "не изменилось"),
        _ => ("условие выполнено", "условие не выполнено"),
    };
    let negative = operators::find(code).is_some_and(|entry| entry.negative);
    if result != negative { holds } else { fails }
}

fn equality(form: Form) -> (&'static str, &'static str) {
    match form {
        Form::Number | Form::Seconds => ("равно", "не равно"),
        Form::Date | Form::Time => ("совпадает с", "не"),
        Form::Flag | Form::Plain | Form::Stage => ("совпадает с", "не"),
    }
}

/// Details begin with a capital; inside a sentence they do not.
fn within(detail: &str) -> String {
    let mut letters = detail.chars();
    let first = letters.next();
    let keeps = letters.clone().next().is_some_and(char::is_uppercase);
    let first = first.map(|first| match keeps {
        true => first.to_string(),
        false => first.to_lowercase().to_string(),
    });
    first.into_iter().chain(letters.map(String::from)).collect()
}
