//! Values of a company (3.5 and 9.4 of the language reference).

use super::{
    channels::channels,
    deals::deals,
    dialogue::dialogue,
    entry::{Entry, Group, Need, value},
    previous::previous,
    properties::{author, common},
    reader::{Reader, Who, linked_count},
};
use crate::{
    kind::{Kind, RefKind},
    run::EntityKind,
    snapshot::Entity,
};

const fn of_company(entry: Entry) -> Entry {
    entry.of(Group::Company, &[Need::Company])
}

pub(super) static COMMON: &[Entry] = common!(
    "company",
    Who::Company,
    "Название",
    Argument::Field(EntityKind::Company),
    of_company,
    &[Need::Company, Need::Tasks]
);

pub(super) static CHANNELS: &[Entry] = channels!("company", Who::Company, of_company);

pub(super) static ENTRIES: &[Entry] = &[
    of_company(value(
        "company.created_by",
        "Кто создал",
        "Сотрудник, который завёл компанию; «Робот» — создание через API.",
        Kind::Ref(RefKind::User),
        |it, _| {
            it.of(Who::Company, |company| {
                author(it.names(), company.created_by)
            })
        },
    ))
    .only_conditions(),
    of_company(value(
        "company.contacts_count",
        "Количество контактов",
        "Сколько контактов привязано к компании; пусто, если amoCRM не сообщила.",
        Kind::Number,
        |it, _| {
            it.of(Who::Company, |company| {
                linked_count(company.embedded.contacts.as_ref())
            })
        },
    ))
    .also(&["company.contactsCount"])
    .counted(),
];

pub(super) static PREVIOUS: &[Entry] = previous!(
    "company",
    Who::Company,
    Argument::Field(EntityKind::Company),
    of_company
);

pub(super) static DIALOGUE: &[Entry] = dialogue!(
    "company",
    Who::Company,
    of_company,
    &[Need::Company, Need::Messages]
);

pub(super) static DEALS: &[Entry] = deals!(
    "company",
    Who::Company,
    of_company,
    &[Need::Company, Need::LinkedLeads]
);

/// Number of the company linked to a deal or a contact.
pub(super) fn linked(it: &Reader<'_>, entity: &Entity) -> Option<u64> {
    match &entity.embedded.companies {
        Some(companies) => companies.first().map(|company| company.id),
        None => it.facts.company.as_ref().map(|company| company.id),
    }
}

/// The company of a contact, unless the contact names another one.
pub(super) fn of_contact<'a>(it: &Reader<'a>, contact: &Entity) -> Option<&'a Entity> {
    let company = it.facts.company.as_ref()?;
    (linked(it, contact) == Some(company.id)).then_some(company)
}
