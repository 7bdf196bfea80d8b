//! `/talks`, and the subscribers of a lead.

use serde_json::{Value, json};

use super::number;
use crate::answer::{Answer, Fault, Outcome, Record};
use crate::call::Call;
use crate::envelope::{self, USUAL};
use crate::hooks;
use crate::kind::Kind;
use crate::state::State;

/// List, one, close.
pub fn route(call: &Call, state: &mut State, path: &[&str]) -> Outcome {
    match (call.method.as_str(), path) {
        ("GET", []) => {
            let all: Vec<&Record> = state.talks.values().collect();
            envelope::page(call, "talks", all, USUAL, |talk| show(call, talk))
        }
        ("GET", [id]) => {
            let talk = state.talks.get(&number(id)?).ok_or_else(Fault::not_found)?;
            Ok(Answer::ok(show(call, talk)))
        }
        ("POST", [id, "close"]) => {
            let talk = state
                .talks
                .get_mut(&number(id)?)
                .ok_or_else(Fault::not_found)?;
            if talk["is_in_work"] == false {
                return Err(Fault::new(422, "Talk is already closed"));
            }
            talk.insert("is_in_work".into(), Value::Bool(false));
            talk.insert("updated_at".into(), json!(state.clock.now()));
            let closed = talk.clone();
            hooks::talk_changed(state, &closed);
            Ok(Answer::empty(202))
        }
        (_, [] | [_] | [_, "close"]) => Err(Fault::method()),
        _ => Err(Fault::not_found()),
    }
}

fn show(call: &Call, talk: &Record) -> Value {
    let mut body = json!(talk);
    body["_links"] = call.links(&format!("talks/{}", talk["talk_id"]));
    body["_embedded"] = json!({
        "contacts": [{"id": talk["contact_id"]}], "leads": [{"id": talk["entity_id"]}],
        "customers": [],
    });
    body
}

/// `GET /leads/{id}/subscriptions`: only bots subscribe users, and this account has none.
pub fn subscriptions(call: &Call, state: &State, lead: i64) -> Outcome {
    if call.method != "GET" {
        return Err(Fault::method());
    }
    state.card(Kind::Lead, lead).ok_or_else(Fault::not_found)?;
    Ok(Answer::empty(204))
}
