//! «Сменить значение поля компании» (R188–R203).

use super::{Entry, fields, own_target, sound};
use crate::run::EntityKind;

pub(super) static ENTRY: Entry = Entry {
    code: "change_company_fields",
    label: "Сменить значение поля компании",
    also: &[
        "Изменить поля",
        "Изменить значение компании",
        "Изменение полей",
    ],
    group: "amoCRM",
    help: "Записывает значения в поля компании.",
    targets: &[EntityKind::Company],
    settings: fields::SETTINGS,
    needs: own_target,
    written: sound,
    plan: fields::plan,
};
