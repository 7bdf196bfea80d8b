//! The start that no event of amoCRM makes (R44, A18).

use super::{Entry, groups};
use crate::run::StartKind;

const OWN: Entry = Entry::new(
    "own",
    "Свой сценарий",
    "Не ждёт событий: его запускают сотрудники, боты, кнопки, ссылки и другие сценарии.",
    &["Ручной сценарий", "Запуск вручную", "Кнопка"],
)
.by_hand()
.in_pipeline()
.offers(groups::OWN);

pub(super) const TABLE: &[Entry] = &[Entry {
    group: "Без события",
    in_bot: true,
    starts: StartKind::WITHOUT_EVENT,
    ..OWN
}];
