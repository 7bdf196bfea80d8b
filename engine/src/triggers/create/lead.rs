//! «Создать сделку» (R162–R169).

use super::super::{Entry, Work, change_stage, own_target, sound};
use crate::{
    effect::{Effect, NewEntity},
    params::{Input, optional, required},
    problem::Problem,
    run::{EntityKind, EntityRef},
};

pub(in crate::triggers) static ENTRY: Entry = Entry {
    code: "create_lead",
    label: "Создать сделку",
    also: &["Новая сделка", "Добавить сделку"],
    group: "amoCRM",
    help: "Создаёт сделку и прикрепляет её к клиенту.",
    targets: &[EntityKind::Lead, EntityKind::Contact, EntityKind::Company],
    settings: &[
        required("name", Input::Line, "Название сделки").help("Текст, числа или переменные."),
        optional("tags", Input::Line, "Теги").help(super::TAGS_HELP),
        optional("responsible", Input::User, "Ответственный").help(super::RESPONSIBLE_HELP),
        optional("stage", Input::Stage, "Воронка и статус")
            .help("По умолчанию — первый этап главной воронки."),
        optional("contacts", Input::Flag, "Прикрепить контакты компании")
            .help("Когда сделка создаётся в компании."),
    ],
    needs: own_target,
    written: sound,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let name = work.filled("name", "Название сделки")?;
    let stage = change_stage::chosen(work)?;
    Ok(vec![Effect::CreateEntity {
        entity: work.target,
        new: NewEntity {
            kind: EntityKind::Lead,
            name,
            responsible: super::responsible(work)?,
            pipeline: stage.map(|(pipeline, _)| pipeline),
            status: stage.map(|(_, status)| status),
            fields: Vec::new(),
            tags: super::tags(work)?,
            links: links(work),
        },
    }])
}

/// A deal after a deal belongs to the same client (R169).
fn links(work: &Work<'_>) -> Vec<EntityRef> {
    let Some(source) = super::source(work) else {
        return Vec::new();
    };
    match source.kind {
        EntityKind::Lead => [super::contacts(work), super::company(work)].concat(),
        EntityKind::Contact => [vec![source], super::company(work)].concat(),
        EntityKind::Company if work.settings.flag("contacts") => {
            [super::contacts(work), vec![source]].concat()
        }
        EntityKind::Company | EntityKind::Task => vec![source],
    }
}
