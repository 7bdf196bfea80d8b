//! Starts by a note or a message (R24–R28); calls, SMS and letters arrive as notes (R27).

use super::{Entry, groups};
use crate::run::EntityKind::{Company, Contact, Lead};

const NOTE: &str = "Примечание";

pub(super) const TABLE: &[Entry] = &[
    Entry::new(
        "lead_note_added",
        "Примечание в сделке",
        "В ленте сделки появилось примечание, звонок, СМС или письмо.",
        &["Создание примечания на сделку", "Звонок", "СМС", "Письмо"],
    )
    .of(NOTE, Lead)
    .offers(groups::NOTE),
    Entry::new(
        "contact_note_added",
        "Примечание в контакте",
        "В ленте контакта появилось примечание, звонок, СМС или письмо.",
        &["Создание примечания на контакт", "Звонок", "СМС", "Письмо"],
    )
    .of(NOTE, Contact)
    .offers(groups::NOTE),
    Entry::new(
        "company_note_added",
        "Примечание в компании",
        "В ленте компании появилось примечание, звонок, СМС или письмо.",
        &["Создание примечания на компанию", "Звонок", "СМС", "Письмо"],
    )
    .of(NOTE, Company)
    .offers(groups::NOTE),
    // A message belongs to the contact that wrote it (A33).
    Entry::new(
        "message_received",
        "Входящее сообщение",
        "Клиент написал в чат, например в WhatsApp или Telegram.",
        &["При входящем сообщении", "Чат", "Сообщение клиента"],
    )
    .of("Сообщение", Contact)
    .offers(groups::MESSAGE),
];
