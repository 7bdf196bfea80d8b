//! Changes a task; a repeat changes nothing.

use engine::EntityKind;
use serde_json::{Map, Value as Json, json};

use super::Request;

/// Responsible user, type, and whether it is done; what is `None` stays.
type Marks = (Option<u64>, Option<u64>, Option<bool>);

pub(super) fn request(id: u64, marks: Marks, text: Option<&str>) -> Request {
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
    Request::change(EntityKind::Task, id, Json::Object(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changes_is_sent() {
        let request = request(71, (None, None, Some(true)), Some("Готово"));
        assert_eq!(request.path, "tasks/71");
        assert_eq!(
            request.body,
            json!({ "is_completed": true, "text": "Готово" })
        );
    }
}
