//! Starts of a deal (R11–R14).

use super::Entry;
use crate::run::EntityKind::Lead;

const GROUP: &str = "Сделка";

pub(super) const TABLE: &[Entry] = &[
    Entry::new(
        "lead_added",
        "Сделка добавлена",
        "Появилась новая сделка, кто бы её ни создал.",
        &["Создание сделки", "Новая сделка"],
    )
    .of(GROUP, Lead)
    .by_hand()
    .in_pipeline()
    .forbids(&["create_lead", "copy_lead"]),
    Entry::new(
        "lead_changed",
        "Сделка изменена",
        "Сделку отредактировали: поле, бюджет, теги или другие данные.",
        &["Изменение сделки"],
    )
    .of(GROUP, Lead)
    .with_previous()
    .by_hand()
    .in_pipeline()
    .limited(),
    Entry::new(
        "lead_responsible_changed",
        "Смена ответственного в сделке",
        "Сделку передали другому сотруднику.",
        &["Смена ответственного у сделки", "Ответственный"],
    )
    .of(GROUP, Lead)
    .with_previous(),
    Entry::new(
        "lead_status_changed",
        "Смена статуса сделки",
        "Сделка перешла на другой этап или в другую воронку.",
        &["Изменение статуса сделки", "Смена этапа сделки"],
    )
    .of(GROUP, Lead)
    .with_previous(),
];
