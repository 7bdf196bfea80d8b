//! Changes a task; a repeat changes nothing.

use engine::EntityRef;
use serde_json::{Map, Value as Json, json};

use super::change;
use crate::crm::Item;

/// Responsible user, type, and whether it is done; what is `None` stays.
type Marks = (Option<u64>, Option<u64>, Option<bool>);

pub(super) fn item(task: EntityRef, marks: Marks, text: Option<&str>) -> Item {
    let (responsible, task_type, completed) = marks;
    let parts = [
        ("responsible_user_id", responsible.map(|user| json!(user))),
        ("task_type_id", task_type.map(|kind| json!(kind))),
        ("is_completed", completed.map(|done| json!(done))),
        ("text", text.map(|text| json!(text))),
    ];
    let parts = parts.into_iter();
    let body: Map<String, Json> = parts
        .filter_map(|(key, part)| Some((key.to_owned(), part?)))
        .collect();
    change(task, body)
}

#[cfg(test)]
mod tests {
    use engine::EntityKind;

    use super::*;

    #[test]
    fn only_what_changes_is_sent() {
        let task = EntityRef {
            kind: EntityKind::Task,
            id: 71,
        };
        let sent = item(task, (None, None, Some(true)), Some("Готово"));
        assert_eq!(sent.path, "tasks");
        assert_eq!(
            Json::Object(sent.body),
            json!({ "id": 71, "is_completed": true, "text": "Готово" })
        );
    }
}
