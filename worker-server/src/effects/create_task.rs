//! Creates a task; a repeat would create a second one, so it is looked up first.

use engine::{Effect, EntityRef};
use serde_json::{Value as Json, json};

use super::{Request, is_since};
use crate::crm::{Client, Error};

pub(super) fn request(
    entity: EntityRef,
    responsible: u64,
    task_type: u64,
    complete_till: i64,
    text: &str,
) -> Request {
    let mut task = written(task_type, complete_till, text);
    task["entity_id"] = json!(entity.id);
    task["entity_type"] = json!(entity.kind.plural());
    task["responsible_user_id"] = json!(responsible);
    Request::create("tasks".to_owned(), task)
}

/// A task of the same entity, type, text and deadline that was made since the intent.
pub(super) async fn is_done(client: &Client, effect: &Effect, since: i64) -> Result<bool, Error> {
    let Effect::CreateTask {
        entity,
        task_type,
        complete_till,
        text,
        ..
    } = effect
    else {
        return Ok(false);
    };
    let wanted = written(*task_type, *complete_till, text);
    let same = |task: &Json| {
        ["task_type_id", "complete_till", "text"]
            .iter()
            .all(|key| task[key] == wanted[key])
    };
    let tasks = client.tasks(entity.kind, entity.id).await?;
    Ok(tasks.iter().any(|task| same(task) && is_since(task, since)))
}

fn written(task_type: u64, complete_till: i64, text: &str) -> Json {
    json!({ "task_type_id": task_type, "complete_till": complete_till, "text": text })
}
