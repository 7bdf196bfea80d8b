//! Tasks in hooks.

use super::{Item, notify};
use crate::clock;
use crate::model::Task;
use crate::state::{State, account_id};

/// A task was made.
pub fn task_added(state: &mut State, task: &Task) {
    notify(state, &["add_task"], item("add", task, None).pairs);
}

/// A task was edited or completed.
pub fn task_changed(state: &mut State, before: &Task, task: &Task) {
    let mut settings = vec!["update_task"];
    if before.responsible != task.responsible {
        settings.push("responsible_task");
    }
    notify(state, &settings, item("update", task, Some(before)).pairs);
}

fn item(action: &str, task: &Task, before: Option<&Task>) -> Item {
    let mut item = Item::new("task", action);
    item.put("[id]", task.id);
    item.put_some("[element_id]", task.entity.map(|(_, id)| id));
    item.put_some("[element_type]", task.entity.map(|(kind, _)| kind.number()));
    item.put("[task_type]", task.task_type_id);
    item.put("[date_create]", clock::local(task.created_at));
    item.put("[text]", &task.text);
    item.put("[status]", u8::from(task.is_completed));
    item.put("[account_id]", account_id());
    item.put("[created_user_id]", task.created_by);
    item.put("[last_modified]", clock::local(task.updated_at));
    item.put("[responsible_user_id]", task.responsible);
    item.put("[complete_till]", clock::local(task.complete_till));
    if let Some(before) = before {
        put_change(&mut item, task, before);
    }
    if let Some((id, text)) = &task.result {
        item.put("[result][id]", id);
        item.put("[result][text]", text);
    }
    item.put("[created_at]", task.created_at);
    item.put("[updated_at]", task.updated_at);
    item.put("[complete_before]", task.complete_till);
    item
}

fn put_change(item: &mut Item, task: &Task, before: &Task) {
    item.put(
        "[action_close]",
        u8::from(task.is_completed && !before.is_completed),
    );
    item.put("[old_text]", &before.text);
    if before.responsible != task.responsible {
        item.put("[main_user]", task.responsible);
        item.put("[modified_by]", task.updated_by);
        item.put("[old_responsible_user_id]", before.responsible);
    }
}
