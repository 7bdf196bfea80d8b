//! `fio_format`: a name by a pattern of surname, name, patronymic and initials.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{
    Fact,
    russian::{
        letters::capitalised,
        names::{FullName, Role},
    },
};

pub(super) static ENTRY: Entry = Entry {
    code: "fio_format",
    also: &[],
    label: "Имя по образцу",
    group: Group::Grammar,
    arguments: &[Argument::required("Образец", ArgumentKind::Text)],
    help: "F — фамилия, I — имя, O — отчество, строчные буквы — инициалы, остальное как есть: F i.o.",
    example: &[
        Example {
            template: r"{{Пётр Ильич Чайковский:fio_format(F i\.o\.)}}",
            gives: "Чайковский П.И.",
        },
        Example {
            template: "{{Чайковский Пётр Ильич:fio_format(I O F)}}",
            gives: "Пётр Ильич Чайковский",
        },
        Example {
            template: "{{Анна Петрова:fio_format(i. o. F)}}",
            gives: "А. Петрова",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let pattern = call.text(0, "")?;
    let name = FullName::read(&call.value?.text());
    let mut text = String::with_capacity(pattern.len());
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        let written = match letter {
            '\\' => letters.next().map(String::from).unwrap_or_default(),
            _ => match part(&name, letter) {
                Some(part) => part,
                None => letter.to_string(),
            },
        };
        text.push_str(&written);
        if written.is_empty() {
            // What is missing takes its point and its space along: no «П..» and no double spaces.
            letters.next_if_eq(&'.');
            if text.is_empty() || text.ends_with(' ') {
                letters.next_if_eq(&' ');
            }
        }
    }
    Ok(Fact::Text(text.trim().to_owned()))
}

/// What a letter of the pattern stands for; `None` if it stands for itself.
fn part(name: &FullName, letter: char) -> Option<String> {
    let role = match letter.to_ascii_uppercase() {
        'F' => Role::Surname,
        'I' => Role::Given,
        'O' => Role::Patronymic,
        _ => return None,
    };
    let word = name.part(role);
    if letter.is_ascii_uppercase() {
        return Some(word);
    }
    let first = match word.chars().next() {
        // «Иванов И.И.» has its patronymic beside the name.
        None if role == Role::Patronymic => second_initial(&name.part(Role::Given)),
        first => first,
    };
    Some(capitalised(&first.map(String::from).unwrap_or_default()))
}

/// The second of a name's initials, «И.И.» or «И. И.»; nothing for a name that is written out.
fn second_initial(given: &str) -> Option<char> {
    let mut pieces = given.split(['.', ' ']).filter(|piece| !piece.is_empty());
    let (first, second) = (pieces.next()?, pieces.next()?);
    let short = |piece: &str| piece.chars().nth(1).is_none();
    if short(first) && short(second) {
        second.chars().next()
    } else {
        None
    }
}
