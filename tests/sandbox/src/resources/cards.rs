//! Leads, contacts and companies: list, one, create, update.

use serde_json::{Value, json};

use super::{filter, number, show};
use crate::answer::{Answer, Fault, Outcome, Record};
use crate::call::{Call, request_id};
use crate::checks::{self, Checks};
use crate::envelope::{self, USUAL};
use crate::kind::Kind;
use crate::model::{Card, Owner};
use crate::state::State;
use crate::write::{self, Draft};

/// The largest batch of a write.
const BATCH: usize = 250;

/// `/{kind}` and `/{kind}/{id}`.
pub fn route(call: &Call, state: &mut State, kind: Kind, path: &[&str]) -> Outcome {
    match (call.method.as_str(), path) {
        ("GET", []) => list(call, state, kind),
        ("POST", []) => create(call, state, kind),
        ("PATCH", []) => update_many(call, state, kind),
        ("GET", [id]) => one(call, state, kind, number(id)?),
        ("PATCH", [id]) => update_one(call, state, kind, number(id)?),
        (_, [id]) => number(id).and(Err(Fault::method())),
        (_, []) => Err(Fault::method()),
        _ => Err(Fault::not_found()),
    }
}

fn list(call: &Call, state: &State, kind: Kind) -> Outcome {
    if kind == Kind::Lead && call.query.with("only_deleted") {
        return deleted(call, state);
    }
    let found = filter::select(call, state, kind);
    envelope::page(call, kind.plural(), found, USUAL, |card| {
        show::card(call, state, card)
    })
}

/// The recycle bin shows little of its leads.
fn deleted(call: &Call, state: &State) -> Outcome {
    let is_in_bin = |card: &&Card| card.kind == Kind::Lead && card.is_deleted;
    let found: Vec<&Card> = state.cards.values().filter(is_in_bin).collect();
    envelope::page(call, "leads", found, USUAL, |lead| {
        json!({
            "id": lead.id, "updated_at": lead.updated_at, "updated_by": lead.updated_by,
            "is_deleted": true, "_links": call.links(&show::path(lead)),
        })
    })
}

fn one(call: &Call, state: &State, kind: Kind, id: i64) -> Outcome {
    let found = state.card(kind, id);
    Ok(found.map_or(Answer::empty(204), |card| {
        Answer::ok(show::card(call, state, card))
    }))
}

fn create(call: &Call, state: &mut State, kind: Kind) -> Outcome {
    let items = call.batch(BATCH)?;
    let drafts = checks::batch(&items, |checks| {
        write::read(checks, state, Owner::Card(kind), kind, None)
    })?;
    let mut saved = Vec::new();
    for (index, draft) in drafts.into_iter().enumerate() {
        let id = write::create(state, kind, 0, draft, call.user);
        let links = call.links(&format!("{}/{id}", kind.plural()));
        let request_id = request_id(&items[index], index);
        saved.push(json!({"id": id, "request_id": request_id, "_links": links}));
    }
    Ok(Answer::ok(written(call, kind.plural(), saved)))
}

/// Answers to writes of cards carry no totals.
fn written(call: &Call, name: &str, items: Vec<Value>) -> Value {
    json!({
        "_links": {"self": {"href": format!("{}{}", call.base, call.path)}},
        "_embedded": {name: items},
    })
}

fn update_many(call: &Call, state: &mut State, kind: Kind) -> Outcome {
    let items = call.batch(BATCH)?;
    refuse_unknown(state, kind, &items)?;
    let drafts = checks::batch(&items, |checks| {
        let current = checks.int("id").and_then(|id| state.card(kind, id));
        if current.is_none() {
            checks.missing("id");
        }
        let draft = write::read(checks, state, Owner::Card(kind), kind, current);
        (current.map_or(0, |card| card.id), draft)
    })?;
    let mut saved = Vec::new();
    for (id, draft) in drafts {
        saved.push(save(call, state, kind, id, draft));
    }
    Ok(Answer::ok(written(call, kind.plural(), saved)))
}

/// Ids that exist nowhere refuse the batch in a shape of their own.
fn refuse_unknown(state: &State, kind: Kind, items: &[Record]) -> Result<(), Fault> {
    let ids = items.iter().filter_map(|item| item.get("id")?.as_i64());
    let missing: Vec<(i64, String)> = ids
        .filter(|id| state.card(kind, *id).is_none())
        .map(|id| (id, format!("{} not found", kind.title())))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Fault::unknown_ids(&missing))
    }
}

fn update_one(call: &Call, state: &mut State, kind: Kind, id: i64) -> Outcome {
    let item = call.object()?;
    let Some(current) = state.card(kind, id) else {
        return Err(Fault::unknown_ids(&[(
            id,
            format!("{} not found", kind.title()),
        )]));
    };
    let read = |checks: &mut Checks<'_>| {
        write::read(checks, state, Owner::Card(kind), kind, Some(current))
    };
    let draft = checks::single(&item, read)?;
    Ok(Answer::ok(save(call, state, kind, id, draft)))
}

fn save(call: &Call, state: &mut State, kind: Kind, id: i64, draft: Draft) -> Value {
    let updated_at = write::update(state, kind, id, draft, call.user);
    let links = call.links(&format!("{}/{id}", kind.plural()));
    let mut answer = json!({"id": id, "updated_at": updated_at, "_links": links});
    if kind != Kind::Lead {
        answer["name"] = json!(state.card(kind, id).map(|card| &card.name));
    }
    answer
}
