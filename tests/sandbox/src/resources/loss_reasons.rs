//! `/leads/loss_reasons`.

use serde_json::{Value, json};

use super::number;
use crate::answer::{Answer, Fault, Outcome, Record};
use crate::call::{Call, request_id};
use crate::checks;
use crate::envelope::{self, USUAL};
use crate::state::State;

const BATCH: usize = 250;

/// List, one, create, rename, delete.
pub fn route(call: &Call, state: &mut State, path: &[&str]) -> Outcome {
    if call.method != "GET" {
        call.admin_only()?;
    }
    match (call.method.as_str(), path) {
        ("GET", []) => {
            let all: Vec<&Record> = state.loss_reasons.values().collect();
            envelope::page(call, "loss_reasons", all, USUAL, |reason| {
                show(call, reason)
            })
        }
        ("POST" | "PATCH", []) => save(call, state),
        ("GET", [id]) => {
            let reason = state
                .loss_reasons
                .get(&number(id)?)
                .ok_or_else(Fault::not_found)?;
            Ok(Answer::ok(show(call, reason)))
        }
        ("DELETE", [id]) => {
            state
                .loss_reasons
                .remove(&number(id)?)
                .ok_or_else(Fault::not_found)?;
            Ok(Answer::empty(204))
        }
        (_, [] | [_]) => Err(Fault::method()),
        _ => Err(Fault::not_found()),
    }
}

fn show(call: &Call, reason: &Record) -> Value {
    let mut body = json!(reason);
    body["_links"] = call.links(&format!("leads/loss_reasons/{}", reason["id"]));
    body
}

fn save(call: &Call, state: &mut State) -> Outcome {
    let items = call.batch(BATCH)?;
    let is_new = call.method == "POST";
    let drafts = checks::batch(&items, |checks| {
        let (id, name, sort) = (checks.int("id"), checks.text("name"), checks.int("sort"));
        if is_new && name.is_none() && !checks.has("name") {
            checks.missing("name");
        }
        if !is_new && id.is_none_or(|id| !state.loss_reasons.contains_key(&id)) {
            checks.no_choice("id");
        }
        (id.filter(|_| !is_new), name, sort)
    })?;
    let mut saved = Vec::new();
    for (index, (id, name, sort)) in drafts.into_iter().enumerate() {
        let id = id.unwrap_or_else(|| state.next_id("loss_reasons"));
        let reason = keep(state, id, name, sort);
        let mut shown = show(call, &reason);
        shown["request_id"] = request_id(&items[index], index);
        saved.push(shown);
    }
    Ok(Answer::ok(envelope::saved(call, "loss_reasons", saved)))
}

fn keep(state: &mut State, id: i64, name: Option<String>, sort: Option<i64>) -> Record {
    let now = state.clock.now();
    let reason = state.loss_reasons.entry(id).or_insert_with(|| {
        let fresh = [
            ("id", json!(id)),
            ("sort", json!(100)),
            ("created_at", json!(now)),
        ];
        fresh
            .map(|(key, value)| (key.to_owned(), value))
            .into_iter()
            .collect()
    });
    reason.insert("updated_at".into(), json!(now));
    if let Some(name) = name {
        reason.insert("name".into(), json!(name));
    }
    if let Some(sort) = sort {
        reason.insert("sort".into(), json!(sort));
    }
    reason.clone()
}
