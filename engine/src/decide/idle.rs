//! Effects that change nothing: amoCRM need not be asked for what is there already.

use crate::{
    effect::{Effect, FieldChange},
    run::{EntityKind, EntityRef},
    snapshot::{Entity, Field, FieldValue, Snapshot, Task},
};

use super::apply::{View, definitions, read_back};

/// Which of these effects of one decision change nothing, as far as its facts tell; each one is seen after those before.
///
/// In doubt an effect changes something: facts that are not there tell nothing.
pub fn idle(effects: &[Effect], snapshot: &Snapshot) -> Vec<bool> {
    let mut view = View::new(snapshot);
    let mut idle = Vec::with_capacity(effects.len());
    for effect in effects {
        let is_idle = is_idle(effect, view.snapshot());
        // What changes nothing need not be looked at again.
        if !is_idle {
            view.ask(vec![effect.clone()]);
        }
        idle.push(is_idle);
    }
    idle
}

fn is_idle(effect: &Effect, snapshot: &Snapshot) -> bool {
    match effect {
        Effect::ChangeResponsible { entity, user } => match entity.kind {
            EntityKind::Task => {
                task(snapshot, *entity).is_some_and(|found| found.responsible_user_id == *user)
            }
            _ => find(snapshot, *entity)
                .is_some_and(|found| found.responsible_user_id == Some(*user)),
        },
        Effect::ChangeFields { entity, changes } => {
            let fields = &snapshot.dictionaries.custom_fields;
            let fields = definitions(fields, entity.kind);
            find(snapshot, *entity)
                .is_some_and(|found| changes.iter().all(|change| holds(found, change, fields)))
        }
        Effect::ChangeTags {
            entity,
            add,
            remove,
        } => find(snapshot, *entity).is_some_and(|found| tagged(found, add, remove)),
        Effect::ChangeStage {
            entity,
            pipeline,
            status,
        } => find(snapshot, *entity).is_some_and(|found| {
            (found.pipeline_id, found.status_id) == (Some(*pipeline), Some(*status))
        }),
        Effect::ChangeTask {
            entity,
            responsible,
            task_type,
            completed,
            text,
        } => task(snapshot, *entity).is_some_and(|found| {
            responsible.is_none_or(|wanted| wanted == found.responsible_user_id)
                && task_type.is_none_or(|wanted| wanted == found.task_type_id)
                && completed.is_none_or(|wanted| wanted == found.is_completed)
                && text.as_ref().is_none_or(|wanted| *wanted == found.text)
        }),
        _ => false,
    }
}

fn find(snapshot: &Snapshot, entity: EntityRef) -> Option<&Entity> {
    let candidates = match entity.kind {
        EntityKind::Lead => snapshot.lead.as_slice(),
        EntityKind::Contact => snapshot.contacts.as_slice(),
        EntityKind::Company => snapshot.company.as_slice(),
        EntityKind::Task => &[],
    };
    candidates
        .iter()
        .find(|found| entity.id != 0 && found.id == entity.id)
}

fn task(snapshot: &Snapshot, entity: EntityRef) -> Option<&Task> {
    let mut tasks = snapshot.tasks.iter();
    tasks.find(|found| entity.id != 0 && found.id == entity.id)
}

fn holds(entity: &Entity, change: &FieldChange, definitions: &[Field]) -> bool {
    match change {
        FieldChange::Name { value } => entity.name.as_ref() == Some(value),
        FieldChange::FirstName { value } => entity.first_name.as_ref() == Some(value),
        FieldChange::LastName { value } => entity.last_name.as_ref() == Some(value),
        FieldChange::Budget { value } => {
            let held = entity.price.clone();
            held.map(serde_json::Value::Number).as_ref() == Some(value)
        }
        FieldChange::Custom { id, values } => {
            let definition = definitions.iter().find(|field| field.id == *id);
            let wanted: Vec<FieldValue> = values
                .iter()
                .map(|value| read_back(value, definition))
                .collect();
            // Without its definition nobody knows whether the field was read at all.
            definition.is_some() && wanted == held(entity, *id)
        }
    }
}

fn held(entity: &Entity, field: u64) -> &[FieldValue] {
    let fields = entity.custom_fields_values.as_deref().unwrap_or_default();
    let found = fields.iter().find(|held| held.field_id == field);
    found.map(|held| held.values.as_slice()).unwrap_or_default()
}

fn tagged(entity: &Entity, add: &[String], remove: &[String]) -> bool {
    let Some(tags) = &entity.embedded.tags else {
        return false;
    };
    let has = |name: &String| {
        let name = name.to_lowercase();
        tags.iter().any(|tag| tag.name.to_lowercase() == name)
    };
    add.iter().all(has) && !remove.iter().any(has)
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test may end so")]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;

    fn facts() -> Snapshot {
        let facts = json!({ "now": 1_709_197_500,
            "custom_fields": { "leads": [
                { "id": 1, "name": "Город", "type": "text" },
                { "id": 2, "name": "Источник", "type": "select", "enums": [{ "id": 9, "value": "Сайт" }] },
                { "id": 3, "name": "Пусто", "type": "text" }] },
            "lead": { "id": 7, "name": "Опт", "price": 100, "responsible_user_id": 12, "pipeline_id": 1,
                "status_id": 2, "custom_fields_values": [
                    { "field_id": 1, "values": [{ "value": "Казань" }] },
                    { "field_id": 2, "values": [{ "value": "Сайт", "enum_id": 9, "enum_code": null }] }],
                "_embedded": { "tags": [{ "id": 1, "name": "VIP" }] } },
            "tasks": [{ "id": 5, "responsible_user_id": 12, "task_type_id": 1, "is_completed": false, "text": "А" }] });
        Snapshot::from_json(&facts.to_string()).expect("facts of this test")
    }

    fn idle_of(effects: Json) -> Vec<bool> {
        let effects: Vec<Effect> = serde_json::from_value(effects).expect("effects of this test");
        idle(&effects, &facts())
    }

    fn responsible(user: u64) -> Json {
        json!({ "effect": "change_responsible", "entity": { "kind": "lead", "id": 7 }, "user": user })
    }

    fn fields(changes: Json) -> Json {
        json!({ "effect": "change_fields", "entity": { "kind": "lead", "id": 7 }, "changes": changes })
    }

    #[test]
    fn what_is_so_already_changes_nothing() {
        let tags = |add: Json, remove: Json| json!({ "effect": "change_tags", "entity": { "kind": "lead", "id": 7 }, "add": add, "remove": remove });
        let stage = |status: u64| json!({ "effect": "change_stage", "entity": { "kind": "lead", "id": 7 }, "pipeline": 1, "status": status });
        let all = json!([
            responsible(12),
            fields(
                json!([{ "field": "name", "value": "Опт" }, { "field": "budget", "value": 100 }])
            ),
            fields(json!([{ "field": "custom", "id": 1, "values": [{ "value": "Казань" }] }])),
            fields(json!([{ "field": "custom", "id": 2, "values": [{ "enum_id": 9 }] }])),
            fields(json!([{ "field": "custom", "id": 3, "values": [] }])),
            tags(json!(["vip"]), json!(["опт"])),
            stage(2),
        ]);
        assert_eq!(idle_of(all), [true; 7]);
        let changes = json!([
            fields(
                json!([{ "field": "name", "value": "Опт" }, { "field": "budget", "value": 101 }])
            ),
            fields(json!([{ "field": "custom", "id": 1, "values": [{ "value": "казань" }] }])),
            fields(json!([{ "field": "custom", "id": 1, "values": [] }])),
            fields(json!([{ "field": "custom", "id": 99, "values": [] }])),
            tags(json!(["vip", "опт"]), json!([])),
            tags(json!([]), json!(["VIP"])),
            stage(142),
        ]);
        assert_eq!(idle_of(changes), [false; 7]);
    }

    #[test]
    fn each_effect_is_seen_after_those_before_it() {
        let all = json!([
            responsible(13),
            responsible(12),
            responsible(12),
            responsible(13)
        ]);
        assert_eq!(idle_of(all), [false, false, true, false]);
    }

    #[test]
    fn what_is_not_among_the_facts_is_in_doubt() {
        let of = |kind: &str, id: u64| json!({ "effect": "change_responsible", "entity": { "kind": kind, "id": id }, "user": 12 });
        let all = json!([
            of("lead", 8),
            of("contact", 7),
            of("company", 7),
            of("task", 6),
            of("task", 5)
        ]);
        assert_eq!(idle_of(all), [false, false, false, false, true]);
    }
}
