//! «Сменить значение поля контакта» (R188–R203).

use super::{Entry, fields, own_target, sound};
use crate::run::EntityKind;

pub(super) static ENTRY: Entry = Entry {
    code: "change_contact_fields",
    label: "Сменить значение поля контакта",
    also: &[
        "Изменить поля",
        "Изменить значение контакта",
        "Изменение полей",
    ],
    group: "amoCRM",
    help: "Записывает значения в поля контакта.",
    targets: &[EntityKind::Contact],
    settings: fields::SETTINGS,
    needs: own_target,
    written: sound,
    plan: fields::plan,
};
