//! Notes in hooks.

use serde_json::{Value, json};

use super::{Item, notify};
use crate::clock;
use crate::kind::Kind;
use crate::model::Note;
use crate::state::{State, account_id};

/// A note was made.
pub fn note_added(state: &mut State, note: &Note) {
    let (kind, id) = note.entity;
    let mut item = Item::new(kind.hook_key(), "note");
    item.put("[note][text]", text(note));
    item.put("[note][attachement]", attachment(note));
    item.put("[note][date_create]", clock::local(note.created_at));
    item.put("[note][note_type]", number(&note.note_type));
    item.put("[note][element_type]", kind.number());
    item.put("[note][element_id]", id);
    item.put("[note][catalog_id]", 0);
    item.put("[note][group_id]", 0);
    item.put("[note][timestamp_x]", clock::local(note.updated_at));
    item.put("[note][account_id]", account_id());
    item.put("[note][metadata]", metadata(state, note));
    item.put("[note][created_by]", note.created_by);
    item.put("[note][modified_by]", note.updated_by);
    item.put("[note][main_user_id]", note.responsible);
    item.put("[note][id]", note.id);
    item.put("[note][created_at]", note.created_at);
    item.put("[note][updated_at]", note.updated_at);
    if kind != Kind::Lead {
        item.put("[type]", kind.singular());
    }
    notify(state, &[&format!("note_{}", kind.singular())], item.pairs);
}

/// The number that old interfaces use for a type.
fn number(note_type: &str) -> i64 {
    match note_type {
        "attachment" => 5,
        "call_in" => 10,
        "call_out" => 11,
        "message_cashier" => 17,
        "service_message" | "extended_service_message" => 25,
        "geolocation" => 26,
        "sms_in" => 102,
        "sms_out" => 103,
        _ => 4,
    }
}

fn text(note: &Note) -> String {
    let part = |key: &str| match &note.params[key] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    match note.note_type.as_str() {
        "call_in" | "call_out" => {
            let parts = [
                ("UNIQ", "uniq"),
                ("LINK", "link"),
                ("PHONE", "phone"),
                ("DURATION", "duration"),
                ("SRC", "source"),
            ];
            let pairs: Vec<String> = parts
                .iter()
                .map(|(name, key)| format!("{}:{}", json!(name), json!(part(key))))
                .collect();
            format!("{{{}}}", pairs.join(","))
        }
        "attachment" => part("file_name"),
        _ => part("text"),
    }
}

fn attachment(note: &Note) -> String {
    let part = |key: &str| note.params[key].as_str().unwrap_or_default();
    if note.note_type == "attachment" {
        format!(
            "drive/{}/{}/{}",
            part("file_uuid"),
            part("version_uuid"),
            part("file_name")
        )
    } else {
        String::new()
    }
}

/// JSON inside the form, with the keys in amoCRM's order.
fn metadata(state: &State, note: &Note) -> String {
    let author = state
        .user(note.created_by)
        .map_or("", |user| user.name.as_str());
    format!(
        r#"{{"event_source":{{"id":{},"author_name":{},"type":1}}}}"#,
        note.created_by,
        json!(author)
    )
}
