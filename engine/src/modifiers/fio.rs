//! `fio`: surname, name and patronymic in their order, or one of them.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{
    Fact,
    russian::names::{FullName, Role},
};

pub(super) static ENTRY: Entry = Entry {
    code: "fio",
    also: &[],
    label: "Фамилия, имя, отчество",
    group: Group::Grammar,
    arguments: &[Argument::optional(
        "Часть",
        ArgumentKind::Choice(&["1", "2", "3"]),
        "",
    )],
    help: "Ставит фамилию, имя и отчество по порядку; 1 — только имя, 2 — фамилия, 3 — отчество.",
    example: &[
        Example {
            template: "{{Пётр Ильич Чайковский:fio}}",
            gives: "Чайковский Пётр Ильич",
        },
        Example {
            template: "{{Чайковский Пётр Ильич:fio(1)}}",
            gives: "Пётр",
        },
        Example {
            template: "{{Пётр Ильич Чайковский:fio(2)}}",
            gives: "Чайковский",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let part = call.text(0, "")?;
    let name = FullName::read(&call.value?.text());
    let roles: &[Role] = match part.trim() {
        "1" => &[Role::Given],
        "2" => &[Role::Surname],
        "3" => &[Role::Patronymic],
        _ => &[Role::Other, Role::Surname, Role::Given, Role::Patronymic],
    };
    let parts = roles.iter().map(|role| name.part(*role));
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    Ok(Fact::Text(parts.join(" ")))
}
