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
            $place(value(
                concat!($root, ".id"),
                "ID",
                "Номер карточки в amoCRM, число из её адреса.",
                Kind::Number,
                |it, _| it.of($who, |entity| number(Some(entity.id))),
            )),
            $place(value(
                concat!($root, ".name"),
                $name,
                "Как карточка называется в amoCRM, текст.",
                Kind::Text,
                |it, _| it.of($who, |entity| text(entity.name.as_deref())),
            )),
            $place(value(
                concat!($root, ".responsible"),
                "Ответственный",
                "Сотрудник, за которым закреплена карточка.",
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
                "Отдел этого сотрудника; пусто, если его уже нет в аккаунте.",
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
                "Сотрудник, который менял карточку последним; «Робот» — изменение через API.",
                Kind::Ref(RefKind::User),
                |it, _| it.of($who, |entity| author(it.names(), entity.updated_by)),
            )),
            $place(value(
                concat!($root, ".created_at"),
                "Дата создания",
                "Когда карточка появилась в amoCRM, дата и время.",
                Kind::DateTime,
                |it, _| it.of($who, |entity| instant(entity.created_at)),
            )),
            $place(value(
                concat!($root, ".updated_at"),
                "Дата изменения",
                "Когда карточку меняли последний раз, дата и время.",
                Kind::DateTime,
                |it, _| it.of($who, |entity| instant(entity.updated_at)),
            )),
            $place(value(
                concat!($root, ".tags"),
                "Теги",
                "Все теги карточки списком; пусто, если тегов нет.",
                Kind::Set(SetOf::Text),
                |it, _| it.of($who, tags),
            )),
            $place(
                value(
                    concat!($root, ".tags_count"),
                    "Количество тегов",
                    "Сколько тегов у карточки; без тегов 0.",
                    Kind::Number,
                    |it, _| it.of($who, |entity| count(entity.tags().len())),
                )
                .also(&[concat!($root, ".tagsCount")])
                .counted()
                .filled(),
            ),
            $place(
                value(
                    concat!($root, ".cf"),
                    "Значение поля",
                    "Что записано в поле карточки; тип зависит от поля, пусто, если оно не заполнено.",
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
                    "Сколько задач карточки не завершено, вместе с просроченными; можно одного типа.",
                    Kind::Number,
                    |it, args| tasks::count_in(it, $who, Some(State::Open), args),
                )
                .with(Argument::TaskType)
                .counted()
                .filled(),
            )
            .needing($tasks),
            $place(
                value(
                    concat!($root, ".tasks.overdue"),
                    "Кол-во просроченных задач",
                    "Сколько задач карточки не завершено и срок прошёл; можно одного типа.",
                    Kind::Number,
                    |it, args| tasks::count_in(it, $who, Some(State::Overdue), args),
                )
                .with(Argument::TaskType)
                .counted()
                .filled(),
            )
            .needing($tasks),
            $place(
                value(
                    concat!($root, ".tasks.closed"),
                    "Кол-во закрытых задач",
                    "Сколько задач карточки завершено; можно одного типа.",
                    Kind::Number,
                    |it, args| tasks::count_in(it, $who, Some(State::Closed), args),
                )
                .with(Argument::TaskType)
                .counted()
                .filled(),
            )
            .needing($tasks),
            $place(
                value(
                    concat!($root, ".tasks.total"),
                    "Кол-во задач всего",
                    "Сколько у карточки задач, открытых и завершённых; можно одного типа.",
                    Kind::Number,
                    |it, args| tasks::count_in(it, $who, None, args),
                )
                .with(Argument::TaskType)
                .counted()
                .filled(),
            )
            .needing($tasks),
            $place(value(
                concat!($root, ".closest_task_at"),
                "Дата ближайшей задачи",
                "Срок ближайшей открытой задачи; пусто, если открытых задач нет.",
                Kind::DateTime,
                |it, _| it.of($who, |entity| instant(entity.closest_task_at)),
            )),
            $place(value(
                concat!($root, ".exists"),
                "Сущность прикреплена",
                "«Да», если карточка есть или привязана, иначе «нет»; пустым не бывает.",
                Kind::Bool,
                |it, _| exists(it, $who),
            ))
            .filled(),
            // Names that only templates use.
            $place(
                value(
                    concat!($root, ".created_by"),
                    "Кто создал: ID",
                    "Номер сотрудника, который создал карточку; 0 — создание через API.",
                    Kind::Number,
                    |it, _| it.of($who, |entity| number(entity.created_by)),
                )
                .only_templates(),
            ),
            $place(
                value(
                    concat!($root, ".responsible.id"),
                    "Ответственный: ID",
                    "Номер ответственного сотрудника в amoCRM.",
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
                    "Имя и фамилия, как в amoCRM; пусто, если сотрудника уже нет в аккаунте.",
                    Kind::Text,
                    |it, _| it.of($who, |entity| name(&responsible(it.names(), entity))),
                )
                .only_templates(),
            ),
            $place(
                value(
                    concat!($root, ".responsible.email"),
                    "Ответственный: e-mail",
                    "Почта, с которой сотрудник входит в amoCRM; пусто, если его уже нет.",
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
                    "Телефон из профиля сотрудника; пусто, если не указан.",
                    Kind::Phone,
                    |it, _| it.of($who, |entity| phone(user_of(it.names(), entity))),
                )
                .only_templates(),
            ),
            $place(
                value(
                    concat!($root, ".responsible.group_id"),
                    "Отдел ответственного: ID",
                    "Номер отдела этого сотрудника; 0, если отдел ему не назначен.",
                    Kind::Number,
                    |it, _| it.of($who, |entity| id(&group(it.names(), entity))),
                )
                .only_templates(),
            ),
            $place(
                value(
                    concat!($root, ".responsible.group_name"),
                    "Отдел ответственного: название",
                    "Как называется отдел этого сотрудника; пусто, если отдел неизвестен.",
                    Kind::Text,
                    |it, _| it.of($who, |entity| name(&group(it.names(), entity))),
                )
                .only_templates(),
            ),
            $place(
                value(
                    concat!($root, ".tag"),
                    "Первый тег",
                    "Тег, который стоит в карточке первым; пусто, если тегов нет.",
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
                    "Каждое значение поля по отдельности, списком; пусто, если поле не заполнено.",
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
                    "Ссылка на файл из поля типа «Файл»; пусто, если файла нет.",
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
                    "Из поля-адреса: 1 и 2 строки, 3 город, 4 регион, 5 индекс, 6 страна; пусто, если нет.",
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
                    "Из поля юрлица: name, inn, kpp, ogrn, address и другие; пусто, если не заполнено.",
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
                    "Сколько задач подходит под отбор: open, expired, closed или тип; без отбора все.",
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
                    "Номера задач, подходящих под отбор в скобках, списком; без отбора всех.",
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
                    "Адрес карточки для браузера; пусто, если адрес аккаунта неизвестен.",
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
