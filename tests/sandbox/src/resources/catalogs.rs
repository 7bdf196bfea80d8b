//! `/catalogs`.

use serde_json::{Value, json};

use super::{custom_fields, elements, number};
use crate::answer::{Answer, Fault, Outcome, Record};
use crate::call::{Call, request_id};
use crate::checks::{self, Checks};
use crate::envelope::{self, USUAL};
use crate::model::Owner;
use crate::state::{State, account_id};

/// As many catalogs as an account can have.
const BATCH: usize = 10;

/// The catalogs themselves, their fields and their elements.
pub fn route(call: &Call, state: &mut State, path: &[&str]) -> Outcome {
    match (call.method.as_str(), path) {
        ("GET", []) => {
            let all: Vec<&Record> = state.catalogs.values().collect();
            envelope::page(call, "catalogs", all, USUAL, |catalog| show(call, catalog))
        }
        ("POST" | "PATCH", []) => save(call, state, None),
        ("GET", [id]) => {
            let catalog = state.catalogs.get(&number(id)?);
            Ok(catalog.map_or(Answer::empty(204), |own| Answer::ok(show(call, own))))
        }
        ("PATCH", [id]) => save(call, state, Some(number(id)?)),
        (_, [] | [_]) => Err(Fault::method()),
        (_, [id, rest @ ..]) => {
            let id = number(id)?;
            state.catalogs.get(&id).ok_or_else(Fault::not_found)?;
            match rest {
                ["elements", rest @ ..] => elements::route(call, state, id, rest),
                ["custom_fields", rest @ ..] => {
                    custom_fields::route(call, state, Owner::Catalog(id), rest)
                }
                _ => Err(Fault::not_found()),
            }
        }
    }
}

fn show(call: &Call, catalog: &Record) -> Value {
    let mut body = json!(catalog);
    body["account_id"] = json!(account_id());
    body["_links"] = call.links(&format!("catalogs/{}", catalog["id"]));
    body
}

fn read(checks: &mut Checks<'_>, is_new: bool) {
    let name = checks.text("name");
    if is_new && name.is_none() && !checks.has("name") {
        checks.missing("name");
    }
    let known = ["regular", "products", "invoices"];
    if checks
        .text("type")
        .is_some_and(|name| !known.contains(&name.as_str()))
    {
        checks.no_choice("type");
    }
    checks.int("sort");
}

/// Creates or changes catalogs; `one` is the number in the path, if there is one.
fn save(call: &Call, state: &mut State, one: Option<i64>) -> Outcome {
    call.admin_only()?;
    let is_new = call.method == "POST";
    let items = match one {
        Some(_) => vec![call.object()?],
        None => call.batch(BATCH)?,
    };
    let id_of = |item: &Record| one.or_else(|| item.get("id")?.as_i64());
    checks::batch(&items, |checks| {
        let id = one.or_else(|| if is_new { None } else { checks.int("id") });
        if !is_new && id.is_none_or(|id| !state.catalogs.contains_key(&id)) {
            checks.no_choice("id");
        }
        read(checks, is_new);
    })?;
    let mut saved = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let id = id_of(item).filter(|_| !is_new);
        let id = id.unwrap_or_else(|| state.next_id("catalogs"));
        let mut shown = show(call, &keep(state, id, item, call.user));
        shown["request_id"] = request_id(item, index);
        saved.push(shown);
    }
    match (one, saved.pop()) {
        (Some(_), Some(only)) => Ok(Answer::ok(only)),
        (_, last) => {
            saved.extend(last);
            Ok(Answer::ok(envelope::saved(call, "catalogs", saved)))
        }
    }
}

fn keep(state: &mut State, id: i64, item: &Record, user: i64) -> Record {
    let now = state.clock.now();
    let fresh = json!({
        "id": id, "name": "", "type": "regular", "sort": 10, "can_add_elements": true,
        "can_show_in_cards": false, "can_link_multiple": true, "can_be_deleted": true,
        "sdk_widget_code": null, "created_by": user, "created_at": now,
    });
    let catalog = state
        .catalogs
        .entry(id)
        .or_insert_with(|| fresh.as_object().cloned().unwrap_or_default());
    let keys = [
        "name",
        "type",
        "sort",
        "can_add_elements",
        "can_show_in_cards",
        "can_link_multiple",
    ];
    for key in keys {
        if let Some(value) = item.get(key) {
            catalog.insert(key.to_owned(), value.clone());
        }
    }
    catalog.insert("updated_by".into(), json!(user));
    catalog.insert("updated_at".into(), json!(now));
    catalog.clone()
}
