//! «Сменить значение поля сделки» (R188–R203).

use super::{Entry, fields, own_target, sound};
use crate::run::EntityKind;

pub(super) static ENTRY: Entry = Entry {
    code: "change_lead_fields",
    label: "Сменить значение поля сделки",
    also: &[
        "Изменить поля",
        "Изменить значение сделки",
        "Изменение полей",
        "Бюджет",
    ],
    group: "amoCRM",
    help: "Записывает значения в поля сделки.",
    targets: &[EntityKind::Lead],
    settings: fields::SETTINGS,
    needs: own_target,
    written: sound,
    plan: fields::plan,
};
