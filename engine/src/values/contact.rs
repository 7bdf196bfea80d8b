//! Values of a contact (3.5 and 9.4 of the language reference).

use super::{
    channels::channels,
    deals::deals,
    dialogue::dialogue,
    entry::{Entry, Group, Need, value},
    previous::previous,
    properties::{author, common},
    reader::{Who, number, text},
};
use crate::{
    kind::{Kind, RefKind},
    run::EntityKind,
};

const fn of_contact(entry: Entry) -> Entry {
    entry.of(Group::Contact, &[Need::Contacts])
}

pub(super) static COMMON: &[Entry] = common!(
    "contact",
    Who::Contact,
    "Имя",
    Argument::Field(EntityKind::Contact),
    of_contact,
    &[Need::Contacts, Need::Tasks]
);

pub(super) static CHANNELS: &[Entry] = channels!("contact", Who::Contact, of_contact);

pub(super) static ENTRIES: &[Entry] = &[
    of_contact(value(
        "contact.created_by",
        "Кто создал",
        "Сотрудник, который завёл контакт; «Робот» — создание через API.",
        Kind::Ref(RefKind::User),
        |it, _| {
            it.of(Who::Contact, |contact| {
                author(it.names(), contact.created_by)
            })
        },
    ))
    .only_conditions(),
    of_contact(value(
        "contact.first_name",
        "Имя (отдельное поле)",
        "Имя без фамилии; пусто, если в контакте оно не отделено.",
        Kind::Text,
        |it, _| it.of(Who::Contact, |contact| text(contact.first_name.as_deref())),
    )),
    of_contact(value(
        "contact.last_name",
        "Фамилия",
        "Фамилия отдельно от имени; пусто, если в контакте она не отделена.",
        Kind::Text,
        |it, _| it.of(Who::Contact, |contact| text(contact.last_name.as_deref())),
    )),
    of_contact(value(
        "contact.company_name",
        "Компания контакта",
        "Как называется компания контакта; пусто, если компании нет.",
        Kind::Text,
        |it, _| {
            it.of(Who::Contact, |contact| {
                let company = super::company::of_contact(it, contact);
                text(company.and_then(|company| company.name.as_deref()))
            })
        },
    ))
    .needing(&[Need::Contacts, Need::Company]),
    of_contact(value(
        "contact.company_id",
        "ID компании",
        "Номер компании контакта; пусто, если компании нет.",
        Kind::Number,
        |it, _| {
            it.of(Who::Contact, |contact| {
                number(super::company::linked(it, contact))
            })
        },
    ))
    .needing(&[Need::Contacts, Need::Company])
    .only_templates(),
];

pub(super) static PREVIOUS: &[Entry] = previous!(
    "contact",
    Who::Contact,
    Argument::Field(EntityKind::Contact),
    of_contact
);

pub(super) static DIALOGUE: &[Entry] = dialogue!(
    "contact",
    Who::Contact,
    of_contact,
    &[Need::Contacts, Need::Messages]
);

pub(super) static DEALS: &[Entry] = deals!(
    "contact",
    Who::Contact,
    of_contact,
    &[Need::Contacts, Need::LinkedLeads]
);
