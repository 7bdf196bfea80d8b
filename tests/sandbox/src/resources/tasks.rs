//! `/tasks`.

use serde_json::{Value, json};

use super::number;
use crate::answer::{Answer, Fault, Outcome, Record};
use crate::call::{Call, request_id};
use crate::checks::{self, Checks};
use crate::envelope::{self, USUAL};
use crate::hooks;
use crate::kind::Kind;
use crate::model::Task;
use crate::state::{ACCOUNT_ID, State};
use crate::write::{Entry, record};

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
        "result": result, "complete_till": task.complete_till, "account_id": ACCOUNT_ID,
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

/// What an item asks for.
#[derive(Default)]
struct Draft {
    text: Option<String>,
    complete_till: Option<i64>,
    entity: Option<(Kind, i64)>,
    task_type_id: Option<i64>,
    duration: Option<i64>,
    is_completed: Option<bool>,
    result: Option<String>,
    responsible: Option<i64>,
    created_by: Option<i64>,
    updated_by: Option<i64>,
    created_at: Option<i64>,
    updated_at: Option<i64>,
}

fn read(checks: &mut Checks<'_>, state: &State) -> Draft {
    let draft = Draft {
        text: checks.text("text"),
        complete_till: checks.int("complete_till"),
        entity: entity(checks, state),
        task_type_id: task_type(checks, state),
        duration: checks.int("duration"),
        is_completed: checks.flag("is_completed"),
        result: checks
            .get("result")
            .and_then(|r| r.get("text")?.as_str().map(str::to_owned)),
        responsible: user(checks, state, "responsible_user_id"),
        created_by: user(checks, state, "created_by"),
        updated_by: user(checks, state, "updated_by"),
        created_at: checks.int("created_at"),
        updated_at: checks.int("updated_at"),
    };
    if draft
        .text
        .as_deref()
        .is_some_and(|text| text.trim().is_empty())
    {
        checks.fail("NotBlank", "text", "This value should not be blank.");
    }
    draft
}

fn user(checks: &mut Checks<'_>, state: &State, key: &str) -> Option<i64> {
    let id = checks.int(key)?;
    if id != 0 && state.user(id).is_none() {
        checks.no_choice(key);
    }
    Some(id)
}

fn task_type(checks: &mut Checks<'_>, state: &State) -> Option<i64> {
    let id = checks.int("task_type_id")?;
    if !super::account::task_types(state)
        .iter()
        .any(|own| own["id"] == id)
    {
        checks.no_choice("task_type_id");
    }
    Some(id)
}

fn entity(checks: &mut Checks<'_>, state: &State) -> Option<(Kind, i64)> {
    let id = checks.int("entity_id").filter(|id| *id != 0)?;
    let Some(kind) = checks
        .text("entity_type")
        .and_then(|name| Kind::card(&name))
    else {
        checks.no_choice("entity_type");
        return None;
    };
    if state.card(kind, id).is_none() {
        checks.no_choice("entity_id");
    }
    Some((kind, id))
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

fn add(state: &mut State, draft: Draft, user: i64) -> i64 {
    let now = state.clock.now();
    let id = state.next_id("tasks");
    let mut task = Task {
        id,
        entity: None,
        text: String::new(),
        task_type_id: 1,
        complete_till: now,
        duration: 0,
        is_completed: false,
        result: None,
        responsible: user,
        created_by: draft.created_by.unwrap_or(user),
        updated_by: user,
        created_at: draft.created_at.unwrap_or(now),
        updated_at: draft.updated_at.unwrap_or(now),
    };
    apply(state, &mut task, draft);
    state.tasks.insert(id, task.clone());
    tell(
        state,
        "task_added",
        &task,
        Value::Null,
        json!({"task": {"text": task.text}}),
    );
    hooks::task_added(state, &task);
    id
}

fn apply(state: &mut State, task: &mut Task, draft: Draft) {
    task.text = draft.text.unwrap_or_else(|| task.text.clone());
    task.complete_till = draft.complete_till.unwrap_or(task.complete_till);
    task.entity = draft.entity.or(task.entity);
    task.task_type_id = draft.task_type_id.unwrap_or(task.task_type_id);
    task.duration = draft.duration.unwrap_or(task.duration);
    task.is_completed = draft.is_completed.unwrap_or(task.is_completed);
    task.responsible = draft.responsible.unwrap_or(task.responsible);
    task.updated_by = draft.updated_by.unwrap_or(task.updated_by);
    if let Some(text) = draft.result.filter(|text| !text.is_empty()) {
        task.result = Some((state.next_id("task_results"), text));
    }
}

fn tell(state: &mut State, event: &str, task: &Task, before: Value, after: Value) {
    record(
        state,
        Entry {
            event,
            entity: ("task", task.id),
            user: task.updated_by,
            before,
            after,
        },
    );
}

fn update(state: &mut State, id: i64, draft: Draft, user: i64) -> Option<i64> {
    let before = state.tasks.get(&id)?.clone();
    let mut task = before.clone();
    let (editor, at) = (draft.updated_by.unwrap_or(user), draft.updated_at);
    apply(state, &mut task, draft);
    if task == before {
        return Some(before.updated_at);
    }
    task.updated_by = editor;
    task.updated_at = at.unwrap_or_else(|| state.clock.now());
    state.tasks.insert(id, task.clone());
    tell_changes(state, &before, &task);
    hooks::task_changed(state, &before, &task);
    Some(task.updated_at)
}

/// One side of a change.
type Show = fn(&Task) -> Value;

fn tell_changes(state: &mut State, before: &Task, task: &Task) {
    if task.is_completed && !before.is_completed {
        tell(state, "task_completed", task, Value::Null, Value::Null);
    }
    let text: Show = |t| json!({"task": {"text": t.text}});
    let deadline: Show = |t| json!({"task_deadline": {"timestamp": t.complete_till}});
    let kind: Show = |t| json!({"task_type": {"id": t.task_type_id}});
    let result: Show = |t| json!({"task": {"text": t.result.as_ref().map(|(_, text)| text)}});
    let parts: [(&str, Show); 4] = [
        ("task_text_changed", text),
        ("task_deadline_changed", deadline),
        ("task_type_changed", kind),
        ("task_result_added", result),
    ];
    for (event, show) in parts
        .into_iter()
        .filter(|(_, show)| show(before) != show(task))
    {
        tell(state, event, task, show(before), show(task));
    }
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
