//! The start that no event of amoCRM makes (R44, A18).

use super::Entry;

const OWN: Entry = Entry::new(
    "own",
    "Свой сценарий",
    &["Ручной сценарий", "Запуск вручную", "Кнопка"],
)
.by_hand()
.in_pipeline();

pub(super) const TABLE: &[Entry] = &[Entry {
    group: "Без события",
    ..OWN
}];
