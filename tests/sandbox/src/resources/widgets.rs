//! `/widgets`: what is installed, with the settings a manager saved.

use serde_json::{Value, json};

use crate::answer::{Answer, Fault, Outcome, Record};
use crate::call::Call;
use crate::envelope::{self, USUAL};
use crate::state::State;

/// List, one, install, remove.
pub fn route(call: &Call, state: &mut State, path: &[&str]) -> Outcome {
    if call.method != "GET" {
        call.admin_only()?;
    }
    match (call.method.as_str(), path) {
        ("GET", []) => {
            let all: Vec<&Record> = state.widgets.values().collect();
            envelope::page(call, "widgets", all, USUAL, |widget| show(call, widget))
        }
        ("GET", [code]) => {
            let widget = state.widgets.get(*code).ok_or_else(Fault::not_found)?;
            Ok(Answer::ok(show(call, widget)))
        }
        ("POST", [code]) => {
            let settings = call.optional_object()?;
            let widget = install(state, code, settings);
            Ok(Answer::ok(show(call, &widget)))
        }
        ("DELETE", [code]) => {
            state.widgets.remove(*code).ok_or_else(Fault::not_found)?;
            Ok(Answer::empty(204))
        }
        (_, [] | [_]) => Err(Fault::method()),
        _ => Err(Fault::not_found()),
    }
}

fn show(call: &Call, widget: &Record) -> Value {
    let mut body = json!(widget);
    let code = widget["code"].as_str().unwrap_or_default();
    body["_links"] = call.links(&format!("widgets/{code}"));
    body
}

fn install(state: &mut State, code: &str, settings: Record) -> Record {
    if !state.widgets.contains_key(code) {
        let id = state.next_id("widgets");
        let fresh = json!({
            "id": id, "code": code, "version": "1.0.0", "rating": 0, "settings_template": [],
            "is_lead_source": false, "is_work_with_dp": true, "is_crm_template": false,
            "client_uuid": null, "is_active_in_account": true, "pipeline_id": null,
        });
        state.widgets.insert(
            code.to_owned(),
            fresh.as_object().cloned().unwrap_or_default(),
        );
    }
    let widget = state.widgets.entry(code.to_owned()).or_default();
    widget.insert("settings".into(), Value::Object(settings));
    widget.clone()
}
