//! Leads, contacts, companies and elements as the API shows them.

use serde_json::{Value, json};

use crate::call::Call;
use crate::fields;
use crate::kind::Kind;
use crate::model::{Card, Metadata};
use crate::state::{State, account_id};

/// The path of a card under `/api/v4`.
pub fn path(card: &Card) -> String {
    match card.kind {
        Kind::Element => format!("catalogs/{}/elements/{}", card.catalog_id, card.id),
        kind => format!("{}/{}", kind.plural(), card.id),
    }
}

/// The whole card with the extras that the call asks for.
pub fn card(call: &Call, state: &State, card: &Card) -> Value {
    let mut body = json!({
        "id": card.id, "name": card.name, "responsible_user_id": card.responsible,
        "group_id": card.group_id, "created_by": card.created_by, "updated_by": card.updated_by,
        "created_at": card.created_at, "updated_at": card.updated_at,
        "is_deleted": card.is_deleted, "account_id": account_id(),
        "closest_task_at": state.closest_task_at((card.kind, card.id)),
        "custom_fields_values": fields::read(state, card),
        "_links": call.links(&path(card)), "_embedded": embedded(call, state, card),
    });
    match card.kind {
        Kind::Lead => lead_parts(call, card, &mut body),
        Kind::Contact => {
            body["first_name"] = json!(card.first_name);
            body["last_name"] = json!(card.last_name);
            body["is_unsorted"] = json!(card.is_unsorted);
        }
        Kind::Company | Kind::Element => {}
    }
    body
}

fn lead_parts(call: &Call, lead: &Card, body: &mut Value) {
    body["price"] = json!(lead.price.unwrap_or(0));
    body["status_id"] = json!(lead.status_id);
    body["pipeline_id"] = json!(lead.pipeline_id);
    body["loss_reason_id"] = json!(lead.loss_reason_id);
    body["closed_at"] = json!(lead.closed_at);
    body["source_id"] = Value::Null;
    body["score"] = Value::Null;
    body["labor_cost"] = Value::Null;
    if call.query.with("is_price_modified_by_robot") {
        body["is_price_modified_by_robot"] = json!(lead.updated_by == 0);
    }
}

/// Tags and companies always, the rest when asked for.
fn embedded(call: &Call, state: &State, card: &Card) -> Value {
    let end = (card.kind, card.id);
    let mut parts = json!({"tags": tags(state, card)});
    let always: &[Kind] = match card.kind {
        Kind::Lead | Kind::Contact => &[Kind::Company],
        Kind::Company | Kind::Element => &[],
    };
    for kind in [Kind::Company, Kind::Contact, Kind::Lead] {
        let asked = call.query.with(kind.plural()) && kind != card.kind;
        if asked || always.contains(&kind) {
            parts[kind.plural()] = linked(call, state, end, kind);
        }
    }
    if call.query.with("catalog_elements") {
        parts["catalog_elements"] = elements(state, end);
    }
    if card.kind == Kind::Lead {
        lead_extras(call, state, card, &mut parts);
    } else if call.query.with("customers") {
        parts["customers"] = json!([]);
    }
    parts
}

fn lead_extras(call: &Call, state: &State, lead: &Card, parts: &mut Value) {
    if call.query.with("loss_reason") {
        let reason = lead
            .loss_reason_id
            .and_then(|id| state.loss_reasons.get(&id));
        parts["loss_reason"] = reason.map_or(json!([]), |reason| {
            let mut shown = json!(reason);
            shown["_links"] = call.links(&format!("leads/loss_reasons/{}", reason["id"]));
            json!([shown])
        });
    }
    if call.query.with("source") {
        parts["source"] = lead.source.clone().unwrap_or(Value::Null);
    }
}

/// Tags; only those of leads have colours.
pub fn tags(state: &State, card: &Card) -> Value {
    let known = card
        .tags
        .iter()
        .filter_map(|id| state.tags.iter().find(|tag| tag.id == *id));
    known
        .map(|tag| json!({"id": tag.id, "name": tag.name, "color": tag.color}))
        .collect()
}

/// Linked cards of a kind; the main contact comes first.
fn linked(call: &Call, state: &State, end: (Kind, i64), kind: Kind) -> Value {
    let links = state.links.of(end).filter(|(_, other)| other.0 == kind);
    let mut found: Vec<(Metadata, i64)> = links
        .map(|(link, other)| (link.metadata, other.1))
        .collect();
    found.sort_by_key(|(metadata, _)| !metadata.is_main);
    let shown = found.into_iter().map(|(metadata, id)| {
        let links = call.links(&format!("{}/{id}", kind.plural()));
        if (end.0, kind) == (Kind::Lead, Kind::Contact) {
            json!({"id": id, "is_main": metadata.is_main, "_links": links})
        } else {
            json!({"id": id, "_links": links})
        }
    });
    shown.collect()
}

fn elements(state: &State, end: (Kind, i64)) -> Value {
    let links = state
        .links
        .of(end)
        .filter(|(_, other)| other.0 == Kind::Element);
    let shown = links.map(|(link, other)| {
        let catalog = state.cards.get(&other).map_or(0, |card| card.catalog_id);
        json!({"id": other.1, "metadata": link.json(catalog)})
    });
    shown.collect()
}
