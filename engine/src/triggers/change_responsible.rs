//! «Сменить ответственного» (R157–R161).

use std::collections::BTreeSet;

use super::{Entry, Settings, Work, need, sound};
use crate::{
    effect::Effect,
    params::{Input, optional, required},
    problem::{Code, Problem},
    run::{EntityKind, EntityRef},
    snapshot::{Entity, Task},
    values::Need,
};

const COMPANY: &str = "company";
const CONTACTS: &str = "contacts";
const TASKS: &str = "tasks";

pub(super) static ENTRY: Entry = Entry {
    code: "change_responsible",
    label: "Сменить ответственного",
    also: &[
        "Новый ответственный",
        "Назначить ответственного",
        "Передать сделку",
    ],
    group: "amoCRM",
    help: "Назначает ответственного за сделку, контакт, компанию или задачу.",
    targets: &[
        EntityKind::Lead,
        EntityKind::Contact,
        EntityKind::Company,
        EntityKind::Task,
    ],
    settings: &[
        required("user", Input::User, "Новый ответственный")
            .help("Сотрудник из списка или своё значение: ID, имя или переменная."),
        optional(
            "linked",
            Input::Choices(&[
                (COMPANY, "Компания"),
                (CONTACTS, "Контакты"),
                (TASKS, "Задачи"),
            ]),
            "Сменить в связанных сущностях",
        ),
    ],
    needs,
    written: sound,
    plan,
};

fn needs(settings: &Settings, _: EntityKind) -> BTreeSet<Need> {
    let parts = [
        (COMPANY, EntityKind::Company),
        (CONTACTS, EntityKind::Contact),
        (TASKS, EntityKind::Task),
    ];
    let chosen = parts
        .into_iter()
        .filter(|(code, _)| settings.chosen("linked", code));
    chosen.map(|(_, kind)| need(kind)).collect()
}

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let missing = || {
        Problem::error(Code::MissingSetting, "Выберите нового ответственного").at("settings.user")
    };
    let user = work.user("user")?.ok_or_else(missing)?;
    let mut entities = vec![work.target];
    entities.extend(
        linked(work)
            .into_iter()
            .filter(|entity| *entity != work.target),
    );
    Ok(entities
        .into_iter()
        .map(|entity| Effect::ChangeResponsible { entity, user })
        .collect())
}

fn linked(work: &Work<'_>) -> Vec<EntityRef> {
    let (settings, snapshot) = (work.settings, work.snapshot);
    let all = |kind, entities: &[Entity]| -> Vec<EntityRef> {
        entities
            .iter()
            .map(|entity| EntityRef {
                kind,
                id: entity.id,
            })
            .collect()
    };
    let mut linked = Vec::new();
    if settings.chosen("linked", COMPANY) {
        linked.extend(all(EntityKind::Company, snapshot.company.as_slice()));
    }
    if settings.chosen("linked", CONTACTS) {
        linked.extend(all(EntityKind::Contact, &snapshot.contacts));
    }
    if settings.chosen("linked", TASKS) {
        let open = snapshot
            .tasks
            .iter()
            .filter(|task| is_open_task_of(task, work.target));
        linked.extend(open.map(|task| EntityRef {
            kind: EntityKind::Task,
            id: task.id,
        }));
    }
    linked
}

/// Closed tasks keep the name of who did them.
fn is_open_task_of(task: &Task, entity: EntityRef) -> bool {
    let same_kind = task
        .entity_type
        .as_deref()
        .is_none_or(|kind| kind == entity.kind.plural());
    !task.is_completed && same_kind && task.entity_id.is_none_or(|id| id == entity.id)
}
