//! The account itself (9.6 of the language reference). Templates only.

use super::{
    entry::{Entry, Group, value},
    reader::{number, text},
};
use crate::{fact::Fact, kind::Kind, snapshot::Dictionaries};

const fn of_account(entry: Entry) -> Entry {
    entry.of(Group::Account, &[]).only_templates()
}

pub(super) static ENTRIES: &[Entry] = &[
    of_account(value(
        "account.id",
        "ID",
        "Номер вашего аккаунта amoCRM.",
        Kind::Number,
        |it, _| {
            let id = it.names().account.id;
            number((id != 0).then_some(id)).into()
        },
    )),
    of_account(value(
        "account.name",
        "Название",
        "Как называется ваш аккаунт amoCRM.",
        Kind::Text,
        |it, _| text(Some(&it.names().account.name)).into(),
    )),
    of_account(value(
        "account.subdomain",
        "Поддомен",
        "Первое слово адреса аккаунта, то, что стоит перед .amocrm.ru.",
        Kind::Text,
        |it, _| text(Some(&it.names().account.subdomain)).into(),
    )),
    of_account(value(
        "account.domain",
        "Адрес аккаунта",
        "Адрес аккаунта без https://, например demo.amocrm.ru.",
        Kind::Text,
        |it, _| domain(it.names()).map_or(Fact::Empty, Fact::Text).into(),
    )),
];

/// Host of the account; nothing if the facts don't name the account.
pub(super) fn domain(names: &Dictionaries) -> Option<String> {
    let subdomain = names.account.subdomain.trim();
    (!subdomain.is_empty()).then(|| format!("{subdomain}.amocrm.ru"))
}
