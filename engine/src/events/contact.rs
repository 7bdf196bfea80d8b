//! Starts of a contact (R15–R17).

use super::Entry;
use crate::run::EntityKind::Contact;

const GROUP: &str = "Контакт";

pub(super) const TABLE: &[Entry] = &[
    Entry::new(
        "contact_added",
        "Контакт добавлен",
        "Появился новый контакт, кто бы его ни создал.",
        &["Создание контакта", "Новый контакт"],
    )
    .of(GROUP, Contact)
    .by_hand()
    .forbids(&["create_contact"]),
    Entry::new(
        "contact_changed",
        "Контакт изменён",
        "Контакт отредактировали: имя, телефон, поле, теги или другие данные.",
        &["Изменение контакта", "Контакт изменен"],
    )
    .of(GROUP, Contact)
    .with_previous()
    .by_hand()
    .limited(),
    Entry::new(
        "contact_responsible_changed",
        "Смена ответственного в контакте",
        "Контакт передали другому сотруднику.",
        &["Смена ответственного у контакта", "Ответственный"],
    )
    .of(GROUP, Contact)
    .with_previous(),
];
