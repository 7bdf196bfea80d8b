//! Effects as Russian sentences: what would happen, or happened.

use engine::{
    Effect, EntityKind, EntityRef, Snapshot,
    effect::FieldChange,
    snapshot::{Dictionaries, Entity},
};
use serde_json::Value as Json;

use super::{time, words};

mod crm;
mod services;

pub use crm::{listed, scenario_name};

/// An effect in words: `subject: was → will`, and a soft line below.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What is changed or made.
    pub subject: String,
    /// As it is before, if that is known.
    pub was: Option<String>,
    /// As it will be.
    pub will: String,
    /// Deadline, entity; may be empty.
    pub note: String,
}

/// Says an effect; with facts also what was before.
pub fn say(
    effect: &Effect,
    names: &Dictionaries,
    facts: Option<&Snapshot>,
    now_s: i64,
) -> Vec<Said> {
    let now = |entity: &EntityRef| facts.and_then(|facts| entity_of(facts, *entity));
    match effect {
        Effect::ChangeResponsible { entity, user: id } => {
            let was = now(entity)
                .and_then(|entity| entity.responsible_user_id)
                .map(|id| user(names, id));
            vec![changed("Ответственный", was, user(names, *id), *entity)]
        }
        Effect::ChangeFields { entity, changes } => changes
            .iter()
            .map(|change| field(change, names, now(entity), *entity))
            .collect(),
        Effect::CreateTask {
            responsible,
            task_type,
            complete_till,
            text,
            ..
        } => vec![Said {
            subject: "Новая задача".to_owned(),
            was: None,
            will: format!("«{text}»"),
            note: task_note(
                names,
                *responsible,
                *task_type,
                time::ago(*complete_till, now_s),
            ),
        }],
        Effect::AddNote {
            entity,
            text,
            system,
        } => vec![Said {
            subject: if *system {
                "Системное примечание"
            } else {
                "Примечание"
            }
            .to_owned(),
            was: None,
            will: format!("«{text}»"),
            note: words::target(entity.kind).to_owned(),
        }],
        Effect::ChangeTags {
            entity,
            add,
            remove,
        } => tags(*entity, add, remove),
        Effect::ChangeStage {
            entity,
            pipeline,
            status,
        } => {
            let was =
                now(entity).and_then(|lead| Some(stage(names, lead.pipeline_id?, lead.status_id?)));
            vec![changed(
                "Этап",
                was,
                stage(names, *pipeline, *status),
                *entity,
            )]
        }
        Effect::CreateEntity { .. }
        | Effect::ChangeTask { .. }
        | Effect::RunScenario { .. }
        | Effect::StartBot { .. }
        | Effect::CancelDelayed { .. }
        | Effect::ChangeVariable { .. }
        | Effect::AddProducts { .. }
        | Effect::RemoveProducts { .. } => crm::say(effect, names, facts),
        elsewhere => vec![services::say(elsewhere, names, now_s)],
    }
}

fn changed(subject: &str, was: Option<String>, will: String, entity: EntityRef) -> Said {
    let note = match entity.kind {
        EntityKind::Lead => String::new(),
        kind => format!("{} {}", words::entity(kind), entity.id),
    };
    Said {
        subject: subject.to_owned(),
        was,
        will,
        note,
    }
}

fn tags(entity: EntityRef, add: &[String], remove: &[String]) -> Vec<Said> {
    let said = |subject: &str, tags: &[String]| {
        let quoted: Vec<String> = tags.iter().map(|tag| format!("«{tag}»")).collect();
        (!tags.is_empty()).then(|| changed(subject, None, quoted.join(", "), entity))
    };
    [said("Добавить теги", add), said("Удалить теги", remove)]
        .into_iter()
        .flatten()
        .collect()
}

fn field(
    change: &FieldChange,
    names: &Dictionaries,
    now: Option<&Entity>,
    entity: EntityRef,
) -> Said {
    let text = |value: Option<&String>| value.map(|value| quoted(value));
    match change {
        FieldChange::Name { value } => changed(
            "Название",
            text(now.and_then(|e| e.name.as_ref())),
            quoted(value),
            entity,
        ),
        FieldChange::FirstName { value } => changed(
            "Имя",
            text(now.and_then(|e| e.first_name.as_ref())),
            quoted(value),
            entity,
        ),
        FieldChange::LastName { value } => changed(
            "Фамилия",
            text(now.and_then(|e| e.last_name.as_ref())),
            quoted(value),
            entity,
        ),
        FieldChange::Budget { value } => {
            let was = now
                .and_then(|e| e.price.as_ref())
                .map(|price| money(&price.to_string()));
            changed("Бюджет", was, money(&value.to_string()), entity)
        }
        FieldChange::Custom { id, values } => custom(*id, values, names, now, entity),
    }
}

fn custom(
    id: u64,
    values: &[Json],
    names: &Dictionaries,
    now: Option<&Entity>,
    entity: EntityRef,
) -> Said {
    let fields = match entity.kind {
        EntityKind::Lead => &names.custom_fields.leads,
        EntityKind::Contact => &names.custom_fields.contacts,
        EntityKind::Company => &names.custom_fields.companies,
        EntityKind::Task => &Vec::new(),
    };
    let field = fields.iter().find(|field| field.id == id);
    let subject = field.map_or_else(|| format!("Поле {id}"), |field| field.name.clone());
    let option = |id: u64| {
        let options = field.and_then(|field| field.enums.as_ref());
        options
            .and_then(|options| options.iter().find(|option| option.id == id))
            .map(|option| option.value.clone())
    };
    let one = |json: &Json| {
        let by_option = json.get("enum_id").and_then(Json::as_u64).and_then(option);
        by_option
            .or_else(|| json.get("value").map(plain))
            .unwrap_or_else(|| plain(json))
    };
    let will = values.iter().map(one).collect::<Vec<_>>().join(", ");
    let was = now.map(|entity| {
        let values = entity
            .field(id)
            .map(|field| field.values.iter().map(|value| plain(&value.value)));
        values
            .map(|values| values.collect::<Vec<_>>().join(", "))
            .unwrap_or_default()
    });
    changed(&subject, was.map(|was| quoted(&was)), quoted(&will), entity)
}

fn plain(json: &Json) -> String {
    json.as_str()
        .map_or_else(|| json.to_string(), str::to_owned)
}

fn quoted(text: &str) -> String {
    match text.is_empty() {
        true => "пусто".to_owned(),
        false => format!("«{text}»"),
    }
}

fn money(text: &str) -> String {
    words::value(text, engine::Kind::Money)
}

fn task_note(names: &Dictionaries, responsible: u64, task_type: u64, till: String) -> String {
    let types = &names.account.embedded.task_types;
    let kind = types
        .iter()
        .find(|kind| kind.id == task_type)
        .map(|kind| format!("{} · ", kind.name));
    format!(
        "{}{} · срок — {till}",
        kind.unwrap_or_default(),
        user(names, responsible)
    )
}

/// Name of a user, or the number if the account does not know it.
pub fn user(names: &Dictionaries, id: u64) -> String {
    let found = names.users.iter().find(|user| user.id == id);
    found.map_or_else(|| format!("Сотрудник {id}"), |user| user.name.clone())
}

/// Name of a stage; with its pipeline if there are several.
pub fn stage(names: &Dictionaries, pipeline: u64, status: u64) -> String {
    let Some(found) = names.pipelines.iter().find(|found| found.id == pipeline) else {
        return format!("Этап {status}");
    };
    let name = found.statuses().iter().find(|stage| stage.id == status);
    let name = name.map_or_else(|| format!("Этап {status}"), |stage| stage.name.clone());
    match names.pipelines.len() {
        0 | 1 => name,
        _ => format!("{name} ({})", found.name),
    }
}

fn entity_of(facts: &Snapshot, entity: EntityRef) -> Option<&Entity> {
    let found = match entity.kind {
        EntityKind::Lead => facts.lead.as_ref(),
        EntityKind::Contact => facts
            .contacts
            .iter()
            .find(|contact| contact.id == entity.id),
        EntityKind::Company => facts.company.as_ref(),
        EntityKind::Task => None,
    };
    found.filter(|found| found.id == entity.id)
}
