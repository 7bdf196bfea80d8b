//! `/catalogs/{id}/elements`: goods, invoices and other list entries.

use serde_json::{Value, json};

use super::number;
use crate::answer::{Answer, Fault, Outcome};
use crate::call::{Call, request_id};
use crate::checks;
use crate::envelope::{self, USUAL};
use crate::fields;
use crate::kind::Kind;
use crate::model::{Card, Owner};
use crate::state::{State, account_id};
use crate::write;

const BATCH: usize = 250;

/// List, one, create, update; writes answer with the full elements.
pub fn route(call: &Call, state: &mut State, catalog: i64, path: &[&str]) -> Outcome {
    match (call.method.as_str(), path) {
        ("GET", []) => list(call, state, catalog),
        ("POST", []) => create(call, state, catalog),
        ("PATCH", []) => update_many(call, state, catalog),
        ("GET", [id]) => {
            let element = find(state, catalog, number(id)?).ok_or_else(Fault::not_found)?;
            Ok(Answer::ok(show(call, state, element)))
        }
        ("PATCH", [id]) => update_one(call, state, catalog, number(id)?),
        (_, [] | [_]) => Err(Fault::method()),
        _ => Err(Fault::not_found()),
    }
}

fn find(state: &State, catalog: i64, id: i64) -> Option<&Card> {
    state
        .card(Kind::Element, id)
        .filter(|card| card.catalog_id == catalog)
}

fn show(call: &Call, state: &State, card: &Card) -> Value {
    json!({
        "id": card.id, "catalog_id": card.catalog_id, "name": card.name,
        "created_by": card.created_by, "updated_by": card.updated_by,
        "created_at": card.created_at, "updated_at": card.updated_at,
        "is_deleted": card.is_deleted, "custom_fields_values": fields::read(state, card),
        "account_id": account_id(), "_links": call.links(&super::show::path(card)),
    })
}

fn list(call: &Call, state: &State, catalog: i64) -> Outcome {
    let ids = call.query.ints(&["filter", "id"]);
    let query = call.query.text(&["query"]).map(str::to_lowercase);
    let has = |card: &Card, text: &String| {
        let values = card
            .values
            .values()
            .flatten()
            .filter_map(|own| own["value"].as_str());
        let mut texts = values.chain(std::iter::once(card.name.as_str()));
        texts.any(|own| own.to_lowercase().contains(text))
    };
    let found = state
        .cards_of(Kind::Element)
        .filter(|card| card.catalog_id == catalog)
        .filter(|card| ids.as_ref().is_none_or(|ids| ids.contains(&card.id)))
        .filter(|card| query.as_ref().is_none_or(|text| has(card, text)))
        .collect();
    envelope::page(call, "elements", found, USUAL, |card| {
        show(call, state, card)
    })
}

fn create(call: &Call, state: &mut State, catalog: i64) -> Outcome {
    let items = call.batch(BATCH)?;
    let owner = Owner::Catalog(catalog);
    let drafts = checks::batch(&items, |checks| {
        if checks.get("name").is_none() {
            checks.missing("name");
        }
        write::read(checks, state, owner, Kind::Element, None)
    })?;
    let mut saved = Vec::new();
    for (index, draft) in drafts.into_iter().enumerate() {
        let id = write::create(state, Kind::Element, catalog, draft, call.user);
        let mut shown = find(state, catalog, id)
            .map(|card| show(call, state, card))
            .unwrap_or_default();
        // Here the index comes back as a number, unlike everywhere else.
        let own = items[index].get("request_id").cloned();
        shown["request_id"] = own.unwrap_or_else(|| json!(index));
        saved.push(shown);
    }
    Ok(Answer::ok(envelope::saved(call, "elements", saved)))
}

fn update_many(call: &Call, state: &mut State, catalog: i64) -> Outcome {
    let items = call.batch(BATCH)?;
    let owner = Owner::Catalog(catalog);
    let drafts = checks::batch(&items, |checks| {
        let current = checks.int("id").and_then(|id| find(state, catalog, id));
        if current.is_none() {
            checks.no_choice("id");
        }
        let draft = write::read(checks, state, owner, Kind::Element, current);
        (current.map_or(0, |card| card.id), draft)
    })?;
    let mut saved = Vec::new();
    for (index, (id, draft)) in drafts.into_iter().enumerate() {
        write::update(state, Kind::Element, id, draft, call.user);
        let mut shown = find(state, catalog, id)
            .map(|card| show(call, state, card))
            .unwrap_or_default();
        shown["request_id"] = request_id(&items[index], index);
        saved.push(shown);
    }
    Ok(Answer::ok(envelope::saved(call, "elements", saved)))
}

fn update_one(call: &Call, state: &mut State, catalog: i64, id: i64) -> Outcome {
    let item = call.object()?;
    let current = find(state, catalog, id).ok_or_else(Fault::not_found)?;
    let owner = Owner::Catalog(catalog);
    let draft = checks::single(&item, |checks| {
        write::read(checks, state, owner, Kind::Element, Some(current))
    })?;
    write::update(state, Kind::Element, id, draft, call.user);
    let element = find(state, catalog, id).ok_or_else(Fault::not_found)?;
    Ok(Answer::ok(show(call, state, element)))
}
