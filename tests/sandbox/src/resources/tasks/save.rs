//! Saves tasks and tells history and hooks what changed.

use serde_json::{Value, json};

use super::draft::Draft;
use crate::hooks;
use crate::model::Task;
use crate::state::State;
use crate::write::{Entry, record};

/// Makes a task and returns its number.
pub fn add(state: &mut State, draft: Draft, user: i64) -> i64 {
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
    let old = task.result.as_ref().map_or("", |(_, text)| text.as_str());
    // A result that was read and is sent back is not a new one.
    if let Some(text) = draft.result.filter(|text| text != old) {
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

/// Changes a task; returns its `updated_at`. Nothing happens when nothing differs.
pub fn update(state: &mut State, id: i64, draft: Draft, user: i64) -> Option<i64> {
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
