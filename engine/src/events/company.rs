//! Starts of a company (R18–R20).

use super::Entry;
use crate::run::EntityKind::Company;

const GROUP: &str = "Компания";

pub(super) const TABLE: &[Entry] = &[
    Entry::new(
        "company_added",
        "Компания добавлена",
        "Появилась новая компания, кто бы её ни создал.",
        &["Создание компании", "Новая компания"],
    )
    .of(GROUP, Company)
    .by_hand()
    .forbids(&["create_company"]),
    Entry::new(
        "company_changed",
        "Компания изменена",
        "Компанию отредактировали: название, поле, теги или другие данные.",
        &["Изменение компании"],
    )
    .of(GROUP, Company)
    .with_previous()
    .by_hand()
    .limited(),
    Entry::new(
        "company_responsible_changed",
        "Смена ответственного в компании",
        "Компанию передали другому сотруднику.",
        &["Смена ответственного у компании", "Ответственный"],
    )
    .of(GROUP, Company)
    .with_previous(),
];
