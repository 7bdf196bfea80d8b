//! «Создать компанию» (R176–R181).

use super::super::{Entry, Work, own_target, sound};
use crate::{
    effect::{Effect, NewEntity},
    params::{Input, optional, required},
    problem::Problem,
    run::EntityKind,
};

pub(in crate::triggers) static ENTRY: Entry = Entry {
    code: "create_company",
    label: "Создать компанию",
    also: &["Новая компания", "Добавить компанию"],
    group: "amoCRM",
    help: "Создаёт компанию и прикрепляет её к сделке или контакту.",
    targets: &[EntityKind::Lead, EntityKind::Contact],
    settings: &[
        required("name", Input::Line, "Название").help("Текст, числа или переменные."),
        optional("tags", Input::Line, "Теги").help(super::TAGS_HELP),
        optional("responsible", Input::User, "Ответственный").help(super::RESPONSIBLE_HELP),
    ],
    needs: own_target,
    written: sound,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let name = work.filled("name", "Название")?;
    Ok(vec![Effect::CreateEntity {
        entity: work.target,
        new: NewEntity {
            kind: EntityKind::Company,
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
