//! Incoming leads in hooks; accepting and declining both come as `delete`.

use serde_json::Value;

use super::{Item, notify};
use crate::answer::Record;
use crate::state::{State, account_id};

/// An incoming lead arrived.
pub fn unsorted_added(state: &mut State, incoming: &Record) {
    let mut item = Item::new("unsorted", "add");
    let text = |key: &str| incoming[key].as_str().unwrap_or_default().to_owned();
    item.put("[uid]", text("uid"));
    item.put("[category]", text("category"));
    for (key, value) in incoming["metadata"].as_object().into_iter().flatten() {
        let value = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        item.put(&format!("[source_data][{key}]"), value);
    }
    item.put("[date_create]", &incoming["created_at"]);
    let lead = &incoming["_embedded"]["leads"][0]["id"];
    let card = lead
        .as_i64()
        .and_then(|id| state.card(crate::kind::Kind::Lead, id));
    item.put(
        "[data][leads][0][name]",
        card.map_or("", |card| card.name.as_str()),
    );
    item.put("[data][leads][0][pipeline_id]", &incoming["pipeline_id"]);
    item.put("[data][leads][0][date_create]", &incoming["created_at"]);
    item.put("[pipeline_id]", &incoming["pipeline_id"]);
    item.put("[account_id]", account_id());
    item.put("[lead_id]", lead);
    item.put("[created_at]", &incoming["created_at"]);
    notify(state, &["add_unsorted"], item.pairs);
}

/// An incoming lead was accepted or declined.
pub fn unsorted_closed(state: &mut State, incoming: &Record, action: &str, user: i64) {
    let mut item = Item::new("unsorted", "delete");
    let text = |key: &str| incoming[key].as_str().unwrap_or_default().to_owned();
    item.put("[action]", action);
    item.put("[uid]", text("uid"));
    for kind in ["leads", "contacts"] {
        let list = incoming["_embedded"][kind].as_array();
        let ids: Vec<&Value> = list.into_iter().flatten().map(|own| &own["id"]).collect();
        for (index, id) in ids.into_iter().enumerate() {
            item.put(&format!("[{action}_result][{kind}][{index}]"), id);
        }
    }
    item.put("[category]", text("category"));
    item.put("[created_at]", state.clock.now());
    item.put("[modified_user_id]", user);
    notify(state, &["delete_unsorted"], item.pairs);
}
