//! Creates a task; a repeat would create a second one, so it is looked up first.

use engine::{Effect, EntityRef};
use serde_json::{Value as Json, json};

use super::{Doubt, Request, fresh};
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

/// The number of a task of the same entity, type, text and deadline that was made since the intent.
pub(super) async fn made(
    client: &Client,
    effect: &Effect,
    doubt: &Doubt,
) -> Result<Option<u64>, Error> {
    let Effect::CreateTask {
        entity,
        task_type,
        complete_till,
        text,
        ..
    } = effect
    else {
        return Ok(None);
    };
    let wanted = written(*task_type, *complete_till, text);
    let same = |task: &&Json| {
        let keys = ["task_type_id", "complete_till", "text"];
        keys.iter().all(|key| task[key] == wanted[key])
    };
    let tasks = client.tasks(entity.kind, entity.id).await?;
    Ok(tasks
        .iter()
        .filter(same)
        .find_map(|task| fresh(task, doubt)))
}

fn written(task_type: u64, complete_till: i64, text: &str) -> Json {
    json!({ "task_type_id": task_type, "complete_till": complete_till, "text": text })
}
