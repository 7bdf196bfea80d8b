//! Users of the account, by number or e-mail (9.5 of the language reference). Templates only.

use super::{
    entry::{Argument, Entry, Group, value},
    names,
    reader::{Reader, Reading, id, name, number, text},
};
use crate::{
    fact::Fact,
    kind::Kind,
    problem::Code,
    snapshot::{Dictionaries, User},
};

const fn user(entry: Entry) -> Entry {
    entry
        .of(Group::Users, &[])
        .with(Argument::User)
        .only_templates()
}

pub(super) static ENTRIES: &[Entry] = &[
    user(value(
        "users().id",
        "ID",
        "Номер сотрудника, найденного по e-mail; пусто, если такого нет.",
        Kind::Number,
        |it, args| read(it, args, |user| number(Some(user.id))),
    )),
    user(value(
        "users().name",
        "Имя",
        "Как зовут сотрудника с этим номером или e-mail; пусто, если такого нет.",
        Kind::Text,
        |it, args| read(it, args, |user| text(Some(&user.name))),
    )),
    user(value(
        "users().email",
        "E-mail",
        "Почта, с которой сотрудник входит в amoCRM; пусто, если такого сотрудника нет.",
        Kind::Email,
        |it, args| read(it, args, |user| super::properties::email(Some(user))),
    ))
    .also(&["users.login"]),
    user(value(
        "users().phone",
        "Телефон",
        "Телефон из профиля сотрудника; пусто, если не указан.",
        Kind::Phone,
        |it, args| read(it, args, |user| super::properties::phone(Some(user))),
    )),
    user(value(
        "users().group_id",
        "Отдел: ID",
        "Номер отдела сотрудника; 0, если отдел ему не назначен.",
        Kind::Number,
        |it, args| read(it, args, |user| id(&names::group_of(it.names(), user.id))),
    )),
    user(value(
        "users().group_name",
        "Отдел",
        "В каком отделе работает сотрудник; пусто, если отдел неизвестен.",
        Kind::Text,
        |it, args| read(it, args, |user| name(&names::group_of(it.names(), user.id))),
    )),
    user(value(
        "users().is_admin",
        "Администратор",
        "«Да», если у сотрудника права администратора; пусто, если такого сотрудника нет.",
        Kind::Bool,
        |it, args| read(it, args, |user| Fact::Bool(user.rights.is_admin)),
    )),
    user(value(
        "users().language",
        "Язык",
        "На каком языке сотрудник видит amoCRM, например ru; пусто, если неизвестно.",
        Kind::Text,
        |it, args| read(it, args, |user| text(user.lang.as_deref())),
    )),
];

/// The user with this number or e-mail.
pub(super) fn find<'a>(names: &'a Dictionaries, wanted: &str) -> Option<&'a User> {
    let wanted = wanted.trim().to_lowercase();
    let by_email = || {
        names.users.iter().find(|user| {
            user.email
                .as_ref()
                .is_some_and(|email| email.trim().to_lowercase() == wanted)
        })
    };
    match wanted.parse() {
        Ok(id) => names::find_user(names, id),
        Err(_) => by_email(),
    }
}

fn read(it: &Reader<'_>, args: &[String], property: impl FnOnce(&User) -> Fact) -> Reading {
    let wanted = args.first().map(String::as_str).unwrap_or_default();
    match find(it.names(), wanted) {
        Some(user) => property(user).into(),
        None => Reading::missing(
            Code::NoUser,
            format!("нет сотрудника «{wanted}», выберите другого"),
        ),
    }
}
