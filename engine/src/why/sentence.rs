//! A row in words as it was: «Бюджет 9 500 — не больше 10 000».

use super::phrase::{self, Number};
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
    let told = told(row, (left, code, result), form);
    let told = format!("{}{told}", subject(left, form));
    match row.notes.iter().find(|note| !note.matter().is_empty()) {
        Some(note) if !result => {
            let note = within(note.matter());
            // The remark joins what stands in brackets already.
            let open = told.strip_suffix(')');
            match open.filter(|_| told.contains(ASKED)) {
                Some(open) => format!("{open}; {note})"),
                None => format!("{told} ({note})"),
            }
        }
        _ => told,
    }
}

/// Begins what an empty value was to be.
const ASKED: &str = " (условие: ";

/// What follows the left side.
fn told(row: &Row, (left, code, result): (&Side, &str, bool), form: Form) -> String {
    let number = Number::of(left);
    match &row.right {
        Some(before) if matches!(code, "changed" | "nchanged") => {
            let phrase = phrase::of(code, form, result, number);
            let changed = result == (code == "changed");
            match changed && !shown::is_empty(before) {
                true => format!(" — {phrase}, было {}", shown::value(before, form)),
                false => format!(" — {phrase}"),
            }
        }
        Some(right) if shown::is_empty(right) => {
            format!(" — {}", against_nothing(left, right, result))
        }
        // Nothing is neither more nor less than something, so only what was asked for can be told.
        Some(right) if shown::is_empty(left) && !result => {
            let asked = phrase::asked(code, form, number);
            format!("{ASKED}{asked} {})", other(code, right, form))
        }
        // «Да» is wrong where «нет» is needed; there is no third.
        Some(right) if form == Form::Flag && !result => {
            let not = if code == "ne" { "не " } else { "" };
            format!(", а нужно {not}{}", other(code, right, form))
        }
        Some(right) => {
            let phrase = phrase::of(code, form, result, number);
            format!(" — {phrase} {}", other(code, right, form))
        }
        None => format!(" — {}", phrase::of(code, form, result, number)),
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
                "{} не с чем сравнить: {}",
                shown::quoted(label(left)),
                details.join("; ")
            )
        }
        (None, false) => format!("Условие не удалось проверить: {}", details.join("; ")),
    }
}

/// Label and value of the left side: «Бюджет 9 500»; a colon stands where the two could not be told apart.
fn subject(left: &Side, form: Form) -> String {
    let label = label(left);
    let head = match label.contains(": ") {
        true => shown::quoted(label),
        false => label.to_owned(),
    };
    if shown::is_empty(left) {
        return format!("{head}: не заполнено");
    }
    let is_clear = label.ends_with(char::is_alphabetic);
    match form {
        Form::Flag => format!("{head}: {}", shown::flag(&left.raw)),
        form if is_clear => format!("{label} {}", shown::value(left, form)),
        form => format!("{head}: {}", shown::value(left, form)),
    }
}

/// Most rows are about the deal, so its label goes without its group.
fn label(side: &Side) -> &str {
    side.label.strip_prefix("Сделка: ").unwrap_or(&side.label)
}

fn against_nothing(left: &Side, right: &Side, result: bool) -> String {
    let what = match is_constant(right) {
        true => "в условии нет значения".to_owned(),
        false => format!("нет значения {}", shown::quoted(label(right))),
    };
    match (shown::is_empty(left), result) {
        (true, _) => format!("и {what}"),
        (false, true) => format!("отличается: {what}"),
        (false, false) => format!("сравнить не с чем: {what}"),
    }
}

/// The right side, with its label if it is no constant.
fn other(code: &str, right: &Side, form: Form) -> String {
    let value = match (code, right.value.split_once(" … ")) {
        ("between", Some((from, to))) => {
            format!(
                "от {} до {}",
                shown::text(from, form),
                shown::text(to, form)
            )
        }
        ("in" | "nin", _) => shown::list(right, form),
        _ => shown::value(right, form),
    };
    match is_constant(right) {
        true => value,
        false => format!("{value} ({})", shown::quoted(label(right))),
    }
}

fn is_constant(side: &Side) -> bool {
    side.path.starts_with("const.")
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
