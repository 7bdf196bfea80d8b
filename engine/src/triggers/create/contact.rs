//! «Создать контакт» (R170–R175).

use super::super::{Entry, Work, own_target, sound};
use crate::{
    effect::{Effect, NewEntity},
    params::{Input, optional, required},
    problem::Problem,
    run::EntityKind,
};

pub(in crate::triggers) static ENTRY: Entry = Entry {
    code: "create_contact",
    label: "Создать контакт",
    also: &["Новый контакт", "Добавить контакт"],
    group: "amoCRM",
    help: "Создаёт контакт и прикрепляет его к сделке или компании.",
    targets: &[EntityKind::Lead, EntityKind::Company],
    settings: &[
        required("name", Input::Line, "Название контакта").help("Текст, числа или переменные."),
        optional("tags", Input::Line, "Теги").help(super::TAGS_HELP),
        optional("responsible", Input::User, "Ответственный").help(super::RESPONSIBLE_HELP),
    ],
    needs: own_target,
    written: sound,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let name = work.filled("name", "Название контакта")?;
    Ok(vec![Effect::CreateEntity {
        entity: work.target,
        new: NewEntity {
            kind: EntityKind::Contact,
            name,
            responsible: super::responsible(work)?,
            pipeline: None,
            status: None,
            fields: Vec::new(),
            tags: super::tags(work)?,
            links: super::source(work).into_iter().collect(),
        },
    }])
}
