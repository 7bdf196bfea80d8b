//! What deal, contact, company and client have in common (3.3 and 9.2 of the language reference).

use crate::{
    fact::Fact,
    snapshot::{Dictionaries, Entity, User},
};

use super::{
    names,
    reader::{Reader, Reading, Who},
};

/// The rows that every entity has, under its root; `$place` gives them group and needs.
macro_rules! common {
    ($root:literal, $who:expr, $name:literal, $field:expr, $place:path, $tasks:expr) => {{
        use $crate::kind::{Kind, RefKind, SetOf};
        use $crate::values::{
            entry::{Argument, value},
            field,
            properties::*,
            reader::*,
            tasks::{self, State},
        };
        &[
            $place(value(concat!($root, ".id"), "ID", Kind::Number, |it, _| {
                it.of($who, |entity| number(Some(entity.id)))
            })),
            $place(value(
                concat!($root, ".name"),
                $name,
                Kind::Text,
                |it, _| it.of($who, |entity| text(entity.name.as_deref())),
            )),
            $place(value(
                concat!($root, ".responsible"),
                "Ответственный",
                Kind::Ref(RefKind::User),
                |it, _| it.of($who, |entity| responsible(it.names(), entity)),
            ))
            .before(
                concat!($root, ".previous_responsible"),
                &["responsible_user_id"],
            ),
            $place(value(
                concat!($root, ".responsible.group"),
                "Отдел ответственного",
                Kind::Ref(RefKind::Group),
                |it, _| it.of($who, |entity| group(it.names(), entity)),
            ))
            .before(
                concat!($root, ".previous_responsible.group"),
                &["responsible_user_id"],
            ),
            $place(value(
                concat!($root, ".updated_by"),
                "Кто изменил",
                Kind::Ref(RefKind::User),
                |it, _| it.of($who, |entity| author(it.names(), entity.updated_by)),
            )),
            $place(value(
                concat!($root, ".created_at"),
                "Дата создания",
                Kind::DateTime,
                |it, _| it.of($who, |entity| instant(entity.created_at)),
            )),
            $place(value(
                concat!($root, ".updated_at"),
                "Дата изменения",
                Kind::DateTime,
                |it, _| it.of($who, |entity| instant(entity.updated_at)),
            )),
            $place(value(
                concat!($root, ".tags"),
                "Теги",
                Kind::Set(SetOf::Text),
                |it, _| it.of($who, tags),
            )),
            $place(
                value(
                    concat!($root, ".tags_count"),
                    "Количество тегов",
                    Kind::Number,
                    |it, _| it.of($who, |entity| count(entity.tags().len())),
                )
                .also(&[concat!($root, ".tagsCount")]),
            ),
            $place(
                value(
                    concat!($root, ".cf"),
                    "Значение поля",
                    Kind::Dynamic,
                    |it, args| field::read(it, $who, args),
                )
                .with($field)
                .before(concat!($root, ".previous_cf"), &[]),
            ),
            $place(
                value(
                    concat!($root, ".tasks.open"),
                    "Кол-во открытых задач",
                    Kind::Number,
                    |it, args| tasks::count_in(it, $who, Some(State::Open), args),
                )
                .with(Argument::TaskType),
            )
            .needing($tasks),
            $place(
                value(
                    concat!($root, ".tasks.overdue"),
                    "Кол-во просроченных задач",
                    Kind::Number,
                    |it, args| tasks::count_in(it, $who, Some(State::Overdue), args),
                )
                .with(Argument::TaskType),
            )
            .needing($tasks),
            $place(
                value(
                    concat!($root, ".tasks.closed"),
                    "Кол-во закрытых задач",
                    Kind::Number,
                    |it, args| tasks::count_in(it, $who, Some(State::Closed), args),
                )
                .with(Argument::TaskType),
            )
            .needing($tasks),
            $place(
                value(
                    concat!($root, ".tasks.total"),
                    "Кол-во задач всего",
                    Kind::Number,
                    |it, args| tasks::count_in(it, $who, None, args),
                )
                .with(Argument::TaskType),
            )
            .needing($tasks),
            $place(value(
                concat!($root, ".closest_task_at"),
                "Дата ближайшей задачи",
                Kind::DateTime,
                |it, _| it.of($who, |entity| instant(entity.closest_task_at)),
            )),
            $place(value(
                concat!($root, ".exists"),
                "Сущность прикреплена",
                Kind::Bool,
                |it, _| exists(it, $who),
            )),
            // Names that only templates use.
            $place(
                value(
                    concat!($root, ".created_by"),
                    "Кто создал: ID",
                    Kind::Number,
                    |it, _| it.of($who, |entity| number(entity.created_by)),
                )
                .only_templates(),
            ),
            $place(
                value(
                    concat!($root, ".responsible.id"),
                    "Ответственный: ID",
                    Kind::Number,
                    |it, _| it.of($who, |entity| number(entity.responsible_user_id)),
                )
                .only_templates(),
            )
            .also(&[
                concat!($root, ".responsible_id"),
                concat!($root, ".responsible_user_id"),
            ]),
            $place(
                value(
                    concat!($root, ".responsible.name"),
                    "Ответственный: имя",
                    Kind::Text,
                    |it, _| it.of($who, |entity| name(&responsible(it.names(), entity))),
                )
                .only_templates(),
            ),
            $place(
                value(
                    concat!($root, ".responsible.email"),
                    "Ответственный: e-mail",
                    Kind::Email,
                    |it, _| it.of($who, |entity| email(user_of(it.names(), entity))),
                )
                .only_templates(),
            )
            .also(&[concat!($root, ".responsible.login")]),
            $place(
                value(
                    concat!($root, ".responsible.phone"),
                    "Ответственный: телефон",
                    Kind::Phone,
                    |it, _| it.of($who, |entity| phone(user_of(it.names(), entity))),
                )
                .only_templates(),
            ),
            $place(
                value(
                    concat!($root, ".responsible.group_id"),
                    "Отдел ответственного: ID",
                    Kind::Number,
                    |it, _| it.of($who, |entity| id(&group(it.names(), entity))),
                )
                .only_templates(),
            ),
            $place(
                value(
                    concat!($root, ".responsible.group_name"),
                    "Отдел ответственного: название",
                    Kind::Text,
                    |it, _| it.of($who, |entity| name(&group(it.names(), entity))),
                )
                .only_templates(),
            ),
            $place(
                value(
                    concat!($root, ".tag"),
                    "Первый тег",
                    Kind::Text,
                    |it, _| {
                        it.of($who, |entity| {
                            text(entity.tags().first().map(|tag| tag.name.as_str()))
                        })
                    },
                )
                .only_templates(),
            ),
            $place(
                value(
                    concat!($root, ".cfm"),
                    "Все значения поля",
                    Kind::Set(SetOf::Text),
                    |it, args| field::read_all(it, $who, args),
                )
                .with($field)
                .only_templates(),
            ),
            $place(
                value(
                    concat!($root, ".cff"),
                    "Адрес файла",
                    Kind::Text,
                    |it, args| field::read_link(it, $who, args),
                )
                .with($field)
                .only_templates(),
            ),
            $place(
                value(
                    concat!($root, ".sf"),
                    "Часть адреса",
                    Kind::Text,
                    |it, args| field::read_part(it, $who, args),
                )
                .with($field)
                .only_templates(),
            ),
            $place(
                value(
                    concat!($root, ".cfyur"),
                    "Часть юридического лица",
                    Kind::Text,
                    |it, args| field::read_part(it, $who, args),
                )
                .with($field)
                .only_templates(),
            ),
            $place(
                value(
                    concat!($root, ".tasksCount"),
                    "Количество задач",
                    Kind::Number,
                    |it, args| tasks::count_by(it, $who, args),
                )
                .with(Argument::Tasks)
                .only_templates(),
            )
            .needing($tasks),
            $place(
                value(
                    concat!($root, ".tasksIds"),
                    "ID задач",
                    Kind::Set(SetOf::Text),
                    |it, args| tasks::ids_by(it, $who, args),
                )
                .with(Argument::Tasks)
                .only_templates(),
            )
            .needing($tasks),
            $place(
                value(
                    concat!($root, ".link"),
                    "Ссылка на карточку",
                    Kind::Text,
                    |it, _| link(it, $who),
                )
                .only_templates(),
            ),
        ]
    }};
}
pub(super) use common;

pub(super) fn responsible(names: &Dictionaries, entity: &Entity) -> Fact {
    author(names, entity.responsible_user_id)
}

pub(super) fn author(names: &Dictionaries, user: Option<u64>) -> Fact {
    user.map_or(Fact::Empty, |id| names::user(names, id))
}

pub(super) fn group(names: &Dictionaries, entity: &Entity) -> Fact {
    entity
        .responsible_user_id
        .map_or(Fact::Empty, |id| names::group_of(names, id))
}

pub(super) fn user_of<'a>(names: &'a Dictionaries, entity: &Entity) -> Option<&'a User> {
    names::find_user(names, entity.responsible_user_id?)
}

pub(super) fn email(user: Option<&User>) -> Fact {
    let email = user.and_then(|user| user.email.clone());
    email.map_or(Fact::Empty, Fact::Email)
}

pub(super) fn phone(user: Option<&User>) -> Fact {
    let phone = user.and_then(|user| user.phone_number.clone());
    phone.map_or(Fact::Empty, Fact::Phone)
}

pub(super) fn tags(entity: &Entity) -> Fact {
    let tags = entity
        .tags()
        .iter()
        .filter(|tag| !tag.name.trim().is_empty());
    Fact::Set(tags.map(|tag| Fact::Text(tag.name.clone())).collect())
}

pub(super) fn exists(it: &Reader<'_>, who: Who) -> Reading {
    Fact::Bool(it.entity(who).is_some()).into()
}

/// `https://<domain>/leads/detail/<id>`; contacts and companies likewise.
pub(super) fn link(it: &Reader<'_>, who: Who) -> Reading {
    it.within(who, |kind, entity| {
        let domain = super::account::domain(it.names());
        let link =
            domain.map(|domain| format!("https://{domain}/{}/detail/{}", kind.plural(), entity.id));
        link.map_or(Fact::Empty, Fact::Text).into()
    })
}
