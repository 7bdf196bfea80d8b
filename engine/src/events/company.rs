//! Starts of a company (R18–R20).

use super::Entry;
use crate::run::EntityKind::Company;

const GROUP: &str = "Компания";

pub(super) const TABLE: &[Entry] = &[
    Entry::new(
        "company_added",
        "Компания добавлена",
        &["Создание компании", "Новая компания"],
    )
    .of(GROUP, Company)
    .by_hand()
    .forbids(&["create_company"]),
    Entry::new(
        "company_changed",
        "Компания изменена",
        &["Изменение компании"],
    )
    .of(GROUP, Company)
    .with_previous()
    .by_hand(),
    Entry::new(
        "company_responsible_changed",
        "Смена ответственного в компании",
        &["Смена ответственного у компании", "Ответственный"],
    )
    .of(GROUP, Company)
    .with_previous(),
];
