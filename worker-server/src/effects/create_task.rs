//! Creates a task; a repeat would create a second one, so it is looked up first.

use engine::{Effect, EntityRef};
use serde_json::{Map, Value as Json, json};

use super::{Doubt, create, fresh};
use crate::crm::{Client, Error, Item};

pub(super) fn item(
    entity: EntityRef,
    responsible: u64,
    task_type: u64,
    complete_till: i64,
    text: &str,
) -> Item {
    let mut task = written(task_type, complete_till, text);
    task.extend([
        ("entity_id".to_owned(), json!(entity.id)),
        ("entity_type".to_owned(), json!(entity.kind.plural())),
        ("responsible_user_id".to_owned(), json!(responsible)),
    ]);
    create("tasks".to_owned(), task)
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
    let same = |task: &&Json| wanted.iter().all(|(key, value)| task[key] == *value);
    let tasks = client.tasks(entity.kind, entity.id).await?;
    Ok(tasks
        .iter()
        .filter(same)
        .find_map(|task| fresh(task, doubt)))
}

fn written(task_type: u64, complete_till: i64, text: &str) -> Map<String, Json> {
    Map::from_iter([
        ("task_type_id".to_owned(), json!(task_type)),
        ("complete_till".to_owned(), json!(complete_till)),
        ("text".to_owned(), json!(text)),
    ])
}
