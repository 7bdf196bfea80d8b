//! `/roles`.

use serde_json::{Value, json};

use super::number;
use crate::answer::{Answer, Fault, Outcome, Record};
use crate::call::{Call, request_id};
use crate::checks;
use crate::envelope::{self, USUAL};
use crate::state::State;

const BATCH: usize = 250;

/// Administrators only.
pub fn route(call: &Call, state: &mut State, path: &[&str]) -> Outcome {
    call.admin_only()?;
    match (call.method.as_str(), path) {
        ("GET", []) => {
            let all: Vec<&Record> = state.roles.values().collect();
            envelope::counted(call, "roles", all, USUAL, |role| show(call, state, role))
        }
        ("POST", []) => create(call, state),
        ("GET", [id]) => {
            let role = state.roles.get(&number(id)?).ok_or_else(Fault::not_found)?;
            Ok(Answer::ok(show(call, state, role)))
        }
        ("PATCH", [id]) => update(call, state, number(id)?),
        ("DELETE", [id]) => {
            state
                .roles
                .remove(&number(id)?)
                .ok_or_else(Fault::not_found)?;
            Ok(Answer::empty(204))
        }
        (_, [] | [_]) => Err(Fault::method()),
        _ => Err(Fault::not_found()),
    }
}

fn show(call: &Call, state: &State, role: &Record) -> Value {
    let mut body = json!(role);
    body["_links"] = call.links(&format!("roles/{}", role["id"]));
    if call.query.with("users") {
        let own = state
            .users
            .iter()
            .filter(|user| user.role_id == role["id"].as_i64());
        let ids: Vec<i64> = own.map(|user| user.id).collect();
        body["_embedded"] = json!({"users": ids});
    }
    body
}

fn create(call: &Call, state: &mut State) -> Outcome {
    let items = call.batch(BATCH)?;
    checks::batch(&items, |checks| {
        for key in ["name", "rights"] {
            if checks.get(key).is_none() {
                checks.missing(key);
            }
        }
        checks.text("name");
    })?;
    let mut saved = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let id = state.next_id("roles");
        let parts = [
            ("id", json!(id)),
            ("name", item["name"].clone()),
            ("rights", item["rights"].clone()),
        ];
        let role: Record = parts
            .map(|(key, value)| (key.to_owned(), value))
            .into_iter()
            .collect();
        let mut shown = show(call, state, &role);
        shown["request_id"] = request_id(item, index);
        state.roles.insert(id, role);
        saved.push(shown);
    }
    Ok(Answer::with(201, envelope::saved(call, "roles", saved)))
}

/// Accepted rather than done: amoCRM answers 202.
fn update(call: &Call, state: &mut State, id: i64) -> Outcome {
    let item = call.object()?;
    let role = state.roles.get_mut(&id).ok_or_else(Fault::not_found)?;
    for key in ["name", "rights"] {
        if let Some(value) = item.get(key) {
            role.insert(key.to_owned(), value.clone());
        }
    }
    let role = role.clone();
    Ok(Answer::with(202, show(call, state, &role)))
}
