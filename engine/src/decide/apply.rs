//! Effects on a copy of the facts, so that what comes later sees them (A12).

use std::sync::Arc;

use serde_json::Value as Json;

use crate::{
    effect::{Effect, FieldChange, VariableChange},
    run::{EntityKind, EntityRef},
    snapshot::{CustomFields, Entity, Field, FieldValue, FieldValues, Snapshot, Status, Tag, Task},
};

mod create;

/// Stages of deals that are closed.
const CLOSED: [u64; 2] = [Status::SUCCESS, Status::LOSS];

/// Facts together with the effects that were asked for so far; copied only when somebody looks again.
#[derive(Debug)]
pub(super) struct View<'a> {
    given: &'a Snapshot,
    changed: Option<Snapshot>,
    effects: Vec<Effect>,
    /// How many of the effects `changed` holds.
    applied: usize,
}

impl<'a> View<'a> {
    pub fn new(given: &'a Snapshot) -> Self {
        Self {
            given,
            changed: None,
            effects: Vec::new(),
            applied: 0,
        }
    }

    /// The facts after every effect so far.
    pub fn snapshot(&mut self) -> &Snapshot {
        let pending = self.effects.get(self.applied..).unwrap_or_default();
        if !pending.is_empty() {
            let changed = self.changed.get_or_insert_with(|| self.given.clone());
            pending.iter().for_each(|effect| apply(changed, effect));
            self.applied = self.effects.len();
        }
        self.changed.as_ref().unwrap_or(self.given)
    }

    /// The facts within a block: its name, and that of the scenario if they don't tell it.
    pub fn enter(&mut self, scenario: &str, block: (&str, &str)) {
        self.snapshot();
        let changed = self.changed.get_or_insert_with(|| self.given.clone());
        changed.enter(scenario, block);
    }

    pub fn ask(&mut self, effects: Vec<Effect>) {
        self.effects.extend(effects);
    }

    pub fn into_effects(self) -> Vec<Effect> {
        self.effects
    }
}

/// Changes the facts as amoCRM would change the entity.
fn apply(snapshot: &mut Snapshot, effect: &Effect) {
    let now = snapshot.now;
    match effect {
        Effect::ChangeResponsible { entity, user } => responsible(snapshot, *entity, *user),
        Effect::ChangeFields { entity, changes } => fields(snapshot, *entity, changes),
        Effect::CreateTask {
            entity,
            responsible,
            task_type,
            complete_till,
            text,
            ..
        } => {
            let new = Task {
                text: text.clone(),
                task_type_id: *task_type,
                complete_till: *complete_till,
                responsible_user_id: *responsible,
                ..Task::default()
            };
            task(snapshot, *entity, new);
        }
        Effect::ChangeTask { entity, .. } => written(snapshot, *entity, effect),
        Effect::CreateEntity { entity, new } => create::entity(snapshot, *entity, new),
        Effect::ChangeVariable { name, change, .. } => variable(snapshot, name, change),
        Effect::RemoveProducts { .. }
        | Effect::AddProducts { .. }
        | Effect::RunScenario { .. }
        | Effect::StartBot { .. }
        | Effect::CancelDelayed { .. } => {}
        // Facts hold no notes yet.
        Effect::AddNote { .. } => {}
        // What happens outside of amoCRM, or later, changes no fact of this step.
        Effect::SendHook { .. }
        | Effect::SendEmail { .. }
        | Effect::SendTelegram { .. }
        | Effect::SendSms { .. }
        | Effect::Notify { .. }
        | Effect::CreateDocument { .. }
        | Effect::Subscribe { .. }
        | Effect::FillRequisites { .. }
        | Effect::CreateChecklist { .. }
        | Effect::CreateBill { .. }
        | Effect::Schedule { .. }
        | Effect::Unschedule { .. } => {}
        Effect::ChangeTags {
            entity,
            add,
            remove,
        } => {
            let found = find(snapshot, *entity);
            found.into_iter().for_each(|found| tags(found, add, remove));
        }
        Effect::ChangeStage {
            entity,
            pipeline,
            status,
        } => {
            let found = find(snapshot, *entity);
            found
                .into_iter()
                .for_each(|found| stage(found, *pipeline, *status, now));
        }
    }
}

/// A task as it is after its change.
fn written(snapshot: &mut Snapshot, entity: EntityRef, effect: &Effect) {
    let now = snapshot.now;
    let Effect::ChangeTask {
        responsible,
        task_type,
        completed,
        text,
        ..
    } = effect
    else {
        return;
    };
    let same = |task: &&mut Task| task.id == entity.id;
    for task in snapshot.tasks.iter_mut().filter(same) {
        task.responsible_user_id = responsible.unwrap_or(task.responsible_user_id);
        task.task_type_id = task_type.unwrap_or(task.task_type_id);
        task.is_completed = completed.unwrap_or(task.is_completed);
        task.updated_at = Some(now);
        if let Some(text) = text {
            task.text.clone_from(text);
        }
    }
}

fn variable(snapshot: &mut Snapshot, name: &str, change: &VariableChange) {
    let held = snapshot.variables.entry(name.to_owned()).or_default();
    match change {
        VariableChange::Set { value, .. } => held.clone_from(value),
        VariableChange::Append { value } => held.push_str(value),
        VariableChange::Clear => held.clear(),
    }
}

fn find(snapshot: &mut Snapshot, entity: EntityRef) -> Option<&mut Entity> {
    let candidates = match entity.kind {
        EntityKind::Lead => snapshot.lead.as_mut_slice(),
        EntityKind::Contact => snapshot.contacts.as_mut_slice(),
        EntityKind::Company => snapshot.company.as_mut_slice(),
        EntityKind::Task => &mut [],
    };
    let now = snapshot.now;
    let found = candidates
        .iter_mut()
        .find(|candidate| candidate.id == entity.id)?;
    found.updated_at = Some(now);
    Some(found)
}

fn responsible(snapshot: &mut Snapshot, entity: EntityRef, user: u64) {
    if entity.kind == EntityKind::Task {
        let tasks = snapshot
            .tasks
            .iter_mut()
            .filter(|task| task.id == entity.id);
        tasks.for_each(|task| task.responsible_user_id = user);
    } else if let Some(found) = find(snapshot, entity) {
        found.responsible_user_id = Some(user);
    }
}

fn task(snapshot: &mut Snapshot, entity: EntityRef, new: Task) {
    if let Some(found) = find(snapshot, entity) {
        let closest = found.closest_task_at.unwrap_or(new.complete_till);
        found.closest_task_at = Some(closest.min(new.complete_till));
    }
    snapshot.tasks.push(Task {
        entity_id: Some(entity.id),
        entity_type: Some(entity.kind.plural().to_owned()),
        ..new
    });
}

fn fields(snapshot: &mut Snapshot, entity: EntityRef, changes: &[FieldChange]) {
    let names = Arc::clone(&snapshot.dictionaries);
    if let Some(found) = find(snapshot, entity) {
        let definitions = definitions(&names.custom_fields, entity.kind);
        changes
            .iter()
            .for_each(|change| field(found, change, definitions));
    }
}

pub(super) fn definitions(fields: &CustomFields, kind: EntityKind) -> &[Field] {
    match kind {
        EntityKind::Lead => &fields.leads,
        EntityKind::Contact => &fields.contacts,
        EntityKind::Company => &fields.companies,
        EntityKind::Task => &[],
    }
}

fn field(entity: &mut Entity, change: &FieldChange, definitions: &[Field]) {
    match change {
        FieldChange::Name { value } => entity.name = Some(value.clone()),
        FieldChange::FirstName { value } => {
            entity.first_name = Some(value.clone());
            rename(entity);
        }
        FieldChange::LastName { value } => {
            entity.last_name = Some(value.clone());
            rename(entity);
        }
        FieldChange::Budget { value } => {
            if let Json::Number(number) = value {
                entity.price = Some(number.clone());
            }
        }
        FieldChange::Custom { id, values } => custom(entity, *id, values, definitions),
    }
}

/// amoCRM puts the name together again when a part of it is written.
fn rename(entity: &mut Entity) {
    let parts = [&entity.first_name, &entity.last_name]
        .into_iter()
        .flatten();
    let parts: Vec<&str> = parts
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect();
    entity.name = Some(parts.join(" "));
}

fn custom(entity: &mut Entity, id: u64, values: &[Json], definitions: &[Field]) {
    let fields = entity.custom_fields_values.get_or_insert_default();
    fields.retain(|field| field.field_id != id);
    if values.is_empty() {
        return;
    }
    let definition = definitions.iter().find(|field| field.id == id);
    fields.push(FieldValues {
        field_id: id,
        field_code: definition.and_then(|field| field.code.clone()),
        field_type: definition.map(|field| field.kind.clone()),
        values: values
            .iter()
            .map(|value| read_back(value, definition))
            .collect(),
    });
}

/// amoCRM answers with the text of an option that was written by its number.
pub(super) fn read_back(value: &Json, definition: Option<&Field>) -> FieldValue {
    let part = |name| value.get(name).cloned().unwrap_or(Json::Null);
    let enum_id = part("enum_id").as_u64();
    let options = definition
        .and_then(|field| field.enums.as_deref())
        .unwrap_or_default();
    let option = options.iter().find(|option| Some(option.id) == enum_id);
    FieldValue {
        value: match (part("value"), option) {
            (Json::Null, Some(option)) => Json::String(option.value.clone()),
            (value, _) => value,
        },
        enum_id,
        enum_code: part("enum_code").as_str().map(str::to_owned),
        catalog_id: part("catalog_id").as_u64(),
        catalog_element_id: part("catalog_element_id").as_u64(),
    }
}

fn tags(entity: &mut Entity, add: &[String], remove: &[String]) {
    let tags = entity.embedded.tags.get_or_insert_default();
    let same = |tag: &Tag, name: &String| tag.name.to_lowercase() == name.to_lowercase();
    tags.retain(|tag| !remove.iter().any(|name| same(tag, name)));
    for name in add {
        if !tags.iter().any(|tag| same(tag, name)) {
            tags.push(Tag {
                id: None,
                name: name.clone(),
            });
        }
    }
}

fn stage(lead: &mut Entity, pipeline: u64, status: u64, now: i64) {
    lead.pipeline_id = Some(pipeline);
    lead.status_id = Some(status);
    lead.closed_at = CLOSED.contains(&status).then_some(now);
    if status != Status::LOSS {
        lead.loss_reason_id = None;
        lead.embedded.loss_reason = None;
    }
}
