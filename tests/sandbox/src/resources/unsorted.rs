//! `/leads/unsorted`: incoming leads, which people accept or decline.

use serde_json::{Value, json};

use crate::answer::{Answer, Fault, Outcome, Record};
use crate::call::{Call, request_id};
use crate::checks::{self, Checks};
use crate::envelope::{self, USUAL};
use crate::hooks;
use crate::kind::Kind;
use crate::model::{Metadata, Owner};
use crate::state::{State, account_id};
use crate::write::{self, Draft};

const BATCH: usize = 50;

/// List, one, summary, create, accept, decline.
pub fn route(call: &Call, state: &mut State, path: &[&str]) -> Outcome {
    match (call.method.as_str(), path) {
        ("GET", []) => list(call, state),
        ("GET", ["summary"]) => Ok(Answer::ok(summary(state))),
        ("POST", [category @ ("sip" | "forms")]) => create(call, state, category),
        ("GET", [uid]) => {
            let item = state.unsorted.get(*uid).ok_or_else(Fault::not_found)?;
            Ok(Answer::ok(show(call, item)))
        }
        ("POST", [uid, "accept"]) => accept(call, state, uid),
        ("DELETE", [uid, "decline"]) => decline(call, state, uid),
        // Only incoming chats can be linked, and this account has none.
        ("POST", [_, "link"]) => Err(Fault::new(422, "Only chats can be linked")),
        (_, [] | [_] | [_, "accept" | "decline"]) => Err(Fault::method()),
        _ => Err(Fault::not_found()),
    }
}

fn show(call: &Call, item: &Record) -> Value {
    let mut body = json!(item);
    let uid = item["uid"].as_str().unwrap_or_default();
    body["_links"] = call.links(&format!("leads/unsorted/{uid}"));
    body
}

fn list(call: &Call, state: &State) -> Outcome {
    let texts = |key: &str, own: &Record| {
        let wanted = call.query.list(&["filter", key]);
        wanted.is_empty() || own[key].as_str().is_some_and(|own| wanted.contains(&own))
    };
    let pipeline = call.query.ints(&["filter", "pipeline_id"]);
    let matches = |own: &&Record| {
        texts("uid", own)
            && texts("category", own)
            && pipeline.as_ref().is_none_or(|ids| {
                own["pipeline_id"]
                    .as_i64()
                    .is_some_and(|id| ids.contains(&id))
            })
    };
    let found: Vec<&Record> = state.unsorted.values().filter(matches).collect();
    envelope::page(call, "unsorted", found, USUAL, |item| show(call, item))
}

fn summary(state: &State) -> Value {
    let of = |name: &str| {
        state
            .unsorted
            .values()
            .filter(|own| own["category"] == name)
            .count()
    };
    json!({
        "total": state.unsorted.len(), "accepted": 0, "declined": 0, "average_sort_time": 0,
        "categories": {
            "forms": {"total": of("forms")}, "sip": {"total": of("sip")},
            "chats": {"total": 0}, "mail": {"total": 0},
        },
    })
}

/// An incoming lead to be made: pipeline, lead, and the person who is still hidden.
struct Plan {
    pipeline: i64,
    stage: i64,
    lead: Draft,
    contact: Option<Draft>,
}

fn read(checks: &mut Checks<'_>, state: &State) -> Option<Plan> {
    for key in ["source_uid", "source_name", "metadata"] {
        if checks.get(key).is_none() {
            checks.missing(key);
        }
    }
    let pipeline = match checks.int("pipeline_id") {
        Some(id) => state.pipeline(id),
        None => state.main_pipeline(),
    };
    if pipeline.is_none() {
        checks.no_choice("pipeline_id");
    }
    let lead = draft(checks, state, Kind::Lead).unwrap_or_default();
    let contact = draft(checks, state, Kind::Contact);
    let pipeline = pipeline?;
    Some(Plan {
        pipeline: pipeline.id,
        stage: pipeline.unsorted_stage()?,
        lead,
        contact,
    })
}

fn draft(checks: &mut Checks<'_>, state: &State, kind: Kind) -> Option<Draft> {
    let item = checks.embedded(kind.plural())?.first()?.as_object()?;
    let mut own = Checks::new(item);
    let draft = write::read(&mut own, state, Owner::Card(kind), kind, None);
    if let Some(verdict) = own.verdict(0) {
        for error in verdict["errors"].as_array().into_iter().flatten() {
            let text = |key: &str| error[key].as_str().unwrap_or_default().to_owned();
            let path = format!("_embedded.{}.0.{}", kind.plural(), text("path"));
            checks.fail(&text("code"), path, &text("detail"));
        }
    }
    Some(draft)
}

fn create(call: &Call, state: &mut State, category: &str) -> Outcome {
    let items = call.batch(BATCH)?;
    let plans = checks::batch(&items, |checks| read(checks, state))?;
    let mut saved = Vec::new();
    for (index, plan) in plans.into_iter().enumerate() {
        let Some(plan) = plan else { continue };
        let item = make(state, plan, &items[index], category, call.user);
        let mut shown = show(call, &item);
        shown["request_id"] = request_id(&items[index], index);
        saved.push(shown);
    }
    Ok(Answer::ok(envelope::saved(call, "unsorted", saved)))
}

/// The lead exists from the beginning, in Неразобранное; its contact is hidden until acceptance.
fn make(state: &mut State, plan: Plan, item: &Record, category: &str, user: i64) -> Record {
    let mut lead = plan.lead;
    lead.set_stage(plan.pipeline, plan.stage);
    let contact = plan.contact.map(|mut draft| {
        draft.is_unsorted = true;
        write::create(state, Kind::Contact, 0, draft, user)
    });
    if let Some(id) = contact {
        lead.link(
            (Kind::Contact, id),
            Metadata {
                is_main: true,
                ..Metadata::default()
            },
        );
    }
    let lead = write::create(state, Kind::Lead, 0, lead, user);
    let uid = format!("{}{:016x}", uuid::Uuid::new_v4().simple(), lead);
    let created_at = item
        .get("created_at")
        .cloned()
        .unwrap_or(json!(state.clock.now()));
    let contacts: Vec<Value> = contact.iter().map(|id| json!({"id": id})).collect();
    let body = json!({
        "uid": uid, "source_uid": item.get("source_uid"), "source_name": item.get("source_name"),
        "category": category, "pipeline_id": plan.pipeline, "created_at": created_at,
        "metadata": item.get("metadata"), "account_id": account_id(),
        "_embedded": {"leads": [{"id": lead}], "contacts": contacts, "companies": []},
    });
    let item = body.as_object().cloned().unwrap_or_default();
    hooks::unsorted_added(state, &item);
    state.unsorted.insert(uid, item.clone());
    item
}

fn ids(item: &Record, kind: Kind) -> Vec<i64> {
    let list = item["_embedded"][kind.plural()].as_array();
    list.into_iter()
        .flatten()
        .filter_map(|own| own["id"].as_i64())
        .collect()
}

fn actor(item: &Record, call: &Call, state: &State) -> Result<i64, Fault> {
    let user = item
        .get("user_id")
        .and_then(Value::as_i64)
        .unwrap_or(call.user);
    state
        .user(user)
        .map(|user| user.id)
        .ok_or_else(|| Fault::new(400, "Unknown user"))
}

fn accept(call: &Call, state: &mut State, uid: &str) -> Outcome {
    let wish = call.optional_object()?;
    let item = state
        .unsorted
        .get(uid)
        .cloned()
        .ok_or_else(Fault::not_found)?;
    let user = actor(&wish, call, state)?;
    let pipeline = item["pipeline_id"]
        .as_i64()
        .and_then(|id| state.pipeline(id));
    let pipeline = pipeline.ok_or_else(Fault::not_found)?;
    let stage = wish.get("status_id").and_then(Value::as_i64);
    let stage = stage.unwrap_or_else(|| pipeline.first_stage());
    if !pipeline.has(stage) {
        return Err(Fault::new(400, "Unknown status"));
    }
    let pipeline = pipeline.id;
    for id in ids(&item, Kind::Contact) {
        if let Some(card) = state.cards.get_mut(&(Kind::Contact, id)) {
            card.is_unsorted = false;
        }
    }
    for id in ids(&item, Kind::Lead) {
        let mut draft = Draft::default();
        draft.set_stage(pipeline, stage);
        write::update(state, Kind::Lead, id, draft, user);
    }
    finish(call, state, uid, &item, "accept", user)
}

fn decline(call: &Call, state: &mut State, uid: &str) -> Outcome {
    let wish = call.optional_object()?;
    let item = state
        .unsorted
        .get(uid)
        .cloned()
        .ok_or_else(Fault::not_found)?;
    let user = actor(&wish, call, state)?;
    for id in ids(&item, Kind::Lead) {
        write::erase(state, Kind::Lead, id, user);
    }
    finish(call, state, uid, &item, "decline", user)
}

fn finish(
    call: &Call,
    state: &mut State,
    uid: &str,
    item: &Record,
    action: &str,
    user: i64,
) -> Outcome {
    state.unsorted.remove(uid);
    hooks::unsorted_closed(state, item, action, user);
    let mut body = show(call, item);
    body["_embedded"] = item["_embedded"].clone();
    Ok(Answer::ok(body))
}
