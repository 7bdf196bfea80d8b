//! `/tasks`.

mod draft;
mod save;

use serde_json::{Value, json};

use self::draft::{Draft, read};
use self::save::{add, update};
use super::number;
use crate::answer::{Answer, Fault, Outcome, Record};
use crate::call::{Call, request_id};
use crate::checks;
use crate::envelope::{self, USUAL};
use crate::kind::Kind;
use crate::model::Task;
use crate::state::{State, account_id};

const BATCH: usize = 250;

/// `/tasks` and `/tasks/{id}`.
pub fn route(call: &Call, state: &mut State, path: &[&str]) -> Outcome {
    match (call.method.as_str(), path) {
        ("GET", []) => {
            let found = select(call, state);
            envelope::page(call, "tasks", found, USUAL, |task| show(call, state, task))
        }
        ("POST", []) => create(call, state),
        ("PATCH", []) => update_many(call, state),
        ("GET", [id]) => {
            let task = state.tasks.get(&number(id)?);
            Ok(task.map_or(Answer::empty(204), |task| {
                Answer::ok(show(call, state, task))
            }))
        }
        ("PATCH", [id]) => update_one(call, state, number(id)?),
        // Integrations may not delete tasks, and amoCRM says so in these words.
        ("DELETE", [_]) => Err(Fault::new(403, "Invalid scope")),
        (_, [] | [_]) => Err(Fault::method()),
        _ => Err(Fault::not_found()),
    }
}

/// A task as the API shows it.
pub fn show(call: &Call, state: &State, task: &Task) -> Value {
    let result = task
        .result
        .as_ref()
        .map_or(json!([]), |(_, text)| json!({"text": text}));
    json!({
        "id": task.id, "created_by": task.created_by, "updated_by": task.updated_by,
        "created_at": task.created_at, "updated_at": task.updated_at,
        "responsible_user_id": task.responsible,
        "group_id": state.user(task.responsible).map_or(0, |user| user.group_id),
        "entity_id": task.entity.map(|(_, id)| id),
        "entity_type": task.entity.map(|(kind, _)| kind.plural()), "duration": task.duration,
        "is_completed": task.is_completed, "task_type_id": task.task_type_id, "text": task.text,
        "result": result, "complete_till": task.complete_till, "account_id": account_id(),
        "_links": call.links(&format!("tasks/{}", task.id)),
    })
}

fn select<'a>(call: &Call, state: &'a State) -> Vec<&'a Task> {
    let mut found: Vec<&Task> = state
        .tasks
        .values()
        .filter(|task| matches(call, task))
        .collect();
    for key in ["created_at", "complete_till", "id"] {
        let Some(way) = call.query.text(&["order", key]) else {
            continue;
        };
        found.sort_by_key(|task| match key {
            "created_at" => (task.created_at, task.id),
            "complete_till" => (task.complete_till, task.id),
            _ => (task.id, task.id),
        });
        if way.eq_ignore_ascii_case("desc") {
            found.reverse();
        }
    }
    found
}

fn matches(call: &Call, task: &Task) -> bool {
    let ints = |key: &str, value: i64| {
        call.query
            .ints(&["filter", key])
            .is_none_or(|wanted| wanted.contains(&value))
    };
    let kinds = call.query.list(&["filter", "entity_type"]);
    let in_kind = |(kind, _): (Kind, i64)| kinds.contains(&kind.plural());
    ints("id", task.id)
        && ints("responsible_user_id", task.responsible)
        && ints("is_completed", i64::from(task.is_completed))
        && ints("task_type", task.task_type_id)
        // The newer name of the same filter; the vendor's own library sends both.
        && ints("task_type_id", task.task_type_id)
        && (kinds.is_empty() || task.entity.is_some_and(in_kind))
        && (kinds.is_empty() || ints("entity_id", task.entity.map_or(0, |(_, id)| id)))
        && updated(call, task.updated_at)
}

/// A single `filter[updated_at]` means "after".
pub fn updated(call: &Call, at: i64) -> bool {
    let path = ["filter", "updated_at"];
    let range = call
        .query
        .range(&path)
        .is_none_or(|range| range.holds(Some(at)));
    range && call.query.int(&path).is_none_or(|after| at >= after)
}

fn create(call: &Call, state: &mut State) -> Outcome {
    let items = call.batch(BATCH)?;
    let drafts = checks::batch(&items, |checks| {
        for key in ["text", "complete_till"] {
            if checks.get(key).is_none() {
                checks.missing(key);
            }
        }
        read(checks, state)
    })?;
    let mut saved = Vec::new();
    for (index, draft) in drafts.into_iter().enumerate() {
        let id = add(state, draft, call.user);
        let links = call.links(&format!("tasks/{id}"));
        saved.push(
            json!({"id": id, "request_id": request_id(&items[index], index), "_links": links}),
        );
    }
    Ok(Answer::ok(written(call, saved)))
}

fn written(call: &Call, items: Vec<Value>) -> Value {
    json!({"_links": call.links("tasks"), "_embedded": {"tasks": items}})
}

fn update_many(call: &Call, state: &mut State) -> Outcome {
    let items = call.batch(BATCH)?;
    let ids: Vec<i64> = items.iter().map(id_of).collect();
    let missing: Vec<(i64, String)> = ids
        .iter()
        .filter(|id| !state.tasks.contains_key(id))
        .map(|id| (*id, "Task not found".to_owned()))
        .collect();
    if !missing.is_empty() {
        return Err(Fault::unknown_ids(&missing));
    }
    let drafts = checks::batch(&items, |checks| read(checks, state))?;
    let mut saved = Vec::new();
    for (index, draft) in drafts.into_iter().enumerate() {
        saved.push(answer(
            call,
            state,
            ids[index],
            draft,
            request_id(&items[index], index),
        ));
    }
    Ok(Answer::ok(written(call, saved)))
}

fn id_of(item: &Record) -> i64 {
    item.get("id").and_then(Value::as_i64).unwrap_or(0)
}

fn update_one(call: &Call, state: &mut State, id: i64) -> Outcome {
    let item = call.object()?;
    if !state.tasks.contains_key(&id) {
        return Err(Fault::unknown_ids(&[(id, "Task not found".to_owned())]));
    }
    let draft = checks::single(&item, |checks| read(checks, state))?;
    Ok(Answer::ok(answer(
        call,
        state,
        id,
        draft,
        request_id(&item, 0),
    )))
}

fn answer(call: &Call, state: &mut State, id: i64, draft: Draft, request_id: Value) -> Value {
    let updated_at = update(state, id, draft, call.user);
    let links = call.links(&format!("tasks/{id}"));
    json!({"id": id, "updated_at": updated_at, "request_id": request_id, "_links": links})
}
