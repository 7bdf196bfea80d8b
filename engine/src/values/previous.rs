//! Values before the change that started the run (3.3, 9.1 and 9.2 of the language reference).

use super::{
    field, names, properties,
    reader::{Reader, Reading, Who},
};
use crate::{
    fact::Fact,
    run::EntityKind,
    snapshot::{Entity, Previous},
};

/// The rows that deal, contact, company and client have under their root; `$place` gives them group and needs.
macro_rules! previous {
    ($root:literal, $who:expr, $field:expr, $place:path) => {{
        use $crate::kind::{Kind, RefKind};
        use $crate::values::{
            entry::{Argument, value},
            previous::*,
            reader::{id, name},
        };
        &[
            $place(value(
                concat!($root, ".previous_responsible"),
                "Предыдущий ответственный",
                "Кто отвечал до изменения, запустившего сценарий; пусто, если он не менялся.",
                Kind::Ref(RefKind::User),
                |it, _| before(it, $who, |was| responsible(it, was)),
            ))
            .also(&[concat!($root, ".previousResponsible")]),
            $place(value(
                concat!($root, ".previous_responsible.group"),
                "Отдел предыдущего ответственного",
                "Где работает прежний ответственный; пусто, если он не менялся.",
                Kind::Ref(RefKind::Group),
                |it, _| before(it, $who, |was| group(it, was)),
            ))
            .also(&[concat!($root, ".previousResponsible.group")]),
            $place(value(
                concat!($root, ".previous_cf"),
                "Предыдущее значение поля",
                "Что было в поле до изменения, запустившего сценарий; пусто, если это неизвестно.",
                Kind::Dynamic,
                |it, args| field(it, $who, args),
            ))
            .with($field)
            .also(&[concat!($root, ".previousCf")]),
            $place(value(
                concat!($root, ".previousResponsibleId"),
                "Предыдущий ответственный: ID",
                "Номер прежнего ответственного; пусто, если он не менялся.",
                Kind::Number,
                |it, _| before(it, $who, |was| id(&responsible(it, was))),
            ))
            .also(&[
                concat!($root, ".previous_responsible.id"),
                concat!($root, ".previousResponsible.id"),
            ])
            .only_templates(),
            $place(value(
                concat!($root, ".previousResponsible.name"),
                "Предыдущий ответственный: имя",
                "Как зовут прежнего ответственного; пусто, если он не менялся.",
                Kind::Text,
                |it, _| before(it, $who, |was| name(&responsible(it, was))),
            ))
            .also(&[concat!($root, ".previous_responsible.name")])
            .only_templates(),
            $place(value(
                concat!($root, ".previousResponsible.group_id"),
                "Отдел предыдущего ответственного: ID",
                "Номер отдела прежнего ответственного; пусто, если он не менялся.",
                Kind::Number,
                |it, _| before(it, $who, |was| id(&group(it, was))),
            ))
            .also(&[concat!($root, ".previous_responsible.group_id")])
            .only_templates(),
            $place(value(
                concat!($root, ".previousResponsible.group_name"),
                "Отдел предыдущего ответственного: название",
                "Отдел прежнего ответственного словами; пусто, если он не менялся.",
                Kind::Text,
                |it, _| before(it, $who, |was| name(&group(it, was))),
            ))
            .also(&[concat!($root, ".previous_responsible.group_name")])
            .only_templates(),
        ]
    }};
}
pub(super) use previous;

/// A property before the change: nothing if this entity did not start the run, or did not change.
pub(super) fn before(
    it: &Reader<'_>,
    who: Who,
    property: impl FnOnce(&Previous) -> Fact,
) -> Reading {
    it.within(who, |kind, _| {
        of(it, kind).map_or(Fact::Empty, property).into()
    })
}

/// The field before the change; its definition tells the type.
pub(super) fn field(it: &Reader<'_>, who: Who, args: &[String]) -> Reading {
    it.within(who, |kind, _| {
        let nothing = Entity::default();
        let was = of(it, kind).map_or(&nothing, |previous| &previous.entity);
        field::read_of(it, kind, was, args)
    })
}

pub(super) fn responsible(it: &Reader<'_>, was: &Previous) -> Fact {
    properties::responsible(it.names(), &was.entity)
}

pub(super) fn group(it: &Reader<'_>, was: &Previous) -> Fact {
    let user = was.entity.responsible_user_id;
    user.map_or(Fact::Empty, |user| names::group_of(it.names(), user))
}

/// What is known of the entity before the change, if it is the one that changed.
pub(super) fn of<'a>(it: &Reader<'a>, kind: EntityKind) -> Option<&'a Previous> {
    let facts = it.facts;
    let event = facts.event.as_ref().map(|event| event.code.as_str());
    let prefixes = [
        ("lead_", EntityKind::Lead),
        ("contact_", EntityKind::Contact),
        ("company_", EntityKind::Company),
    ];
    let told = prefixes
        .into_iter()
        .find(|(prefix, _)| event.is_some_and(|code| code.starts_with(prefix)))
        .map(|(_, kind)| kind);
    let present = || match (&facts.lead, facts.contacts.is_empty()) {
        (Some(_), _) => EntityKind::Lead,
        (None, false) => EntityKind::Contact,
        (None, true) => EntityKind::Company,
    };
    let changed = told.unwrap_or_else(present);
    facts.previous.as_ref().filter(|_| changed == kind)
}
