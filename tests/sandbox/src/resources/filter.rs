//! Filters, search and order of the lists of cards.

use serde_json::Value;

use crate::call::Call;
use crate::fields;
use crate::kind::Kind;
use crate::model::Card;
use crate::state::State;

/// The cards that the call asks for, in the order it asks for.
pub fn select<'a>(call: &Call, state: &'a State, kind: Kind) -> Vec<&'a Card> {
    let mut found: Vec<&Card> = state
        .cards_of(kind)
        .filter(|card| !card.is_unsorted && matches(call, state, card))
        .collect();
    order(call, &mut found, kind);
    found
}

fn matches(call: &Call, state: &State, card: &Card) -> bool {
    by_number(call, card)
        && by_time(call, state, card)
        && by_name(call, card)
        && by_stage(call, card)
        && by_values(call, state, card)
        && call
            .query
            .text(&["query"])
            .is_none_or(|query| found_by(state, card, query))
}

fn by_number(call: &Call, card: &Card) -> bool {
    let mut keys = vec![
        ("id", card.id),
        ("created_by", card.created_by),
        ("updated_by", card.updated_by),
        ("responsible_user_id", card.responsible),
        ("group_id", card.group_id),
    ];
    if card.kind == Kind::Lead {
        keys.push(("pipeline_id", card.pipeline_id));
        keys.push(("status_id", card.status_id));
    }
    let admits = |(key, value): (&str, i64)| {
        call.query
            .ints(&["filter", key])
            .is_none_or(|wanted| wanted.contains(&value))
    };
    keys.into_iter().all(admits)
}

fn by_time(call: &Call, state: &State, card: &Card) -> bool {
    let closest = || state.closest_task_at((card.kind, card.id));
    let admits = |key: &str, value: Option<i64>| {
        call.query
            .range(&["filter", key])
            .is_none_or(|range| range.holds(value))
    };
    let is_lead = card.kind == Kind::Lead;
    admits("created_at", Some(card.created_at))
        && admits("updated_at", Some(card.updated_at))
        && (!is_lead || admits("closed_at", card.closed_at))
        && (!is_lead || admits("price", Some(card.price.unwrap_or(0))))
        && (call.query.range(&["filter", "closest_task_at"]).is_none()
            || admits("closest_task_at", closest()))
}

fn by_name(call: &Call, card: &Card) -> bool {
    let names = call.query.list(&["filter", "name"]);
    names.is_empty() || names.contains(&card.name.as_str())
}

/// `filter[statuses][n]` pairs, any of which may match.
fn by_stage(call: &Call, card: &Card) -> bool {
    let keys = call.query.keys(&["filter", "statuses"]);
    let pair = |key: &str| {
        let part = |name| call.query.int(&["filter", "statuses", key, name]);
        Some((part("pipeline_id")?, part("status_id")?))
    };
    let stage = Some((card.pipeline_id, card.status_id));
    card.kind != Kind::Lead || keys.is_empty() || keys.into_iter().any(|key| pair(key) == stage)
}

/// `filter[custom_fields_values][id]`: equal to any of the values, or inside a range.
fn by_values(call: &Call, state: &State, card: &Card) -> bool {
    let base = ["filter", "custom_fields_values"];
    call.query.keys(&base).into_iter().all(|key| {
        let path = [base[0], base[1], key];
        let id: Option<i64> = key.parse().ok().filter(|id| state.fields.contains_key(id));
        let values = id
            .and_then(|id| card.values.get(&id))
            .map_or(&[][..], Vec::as_slice);
        let wanted = call.query.list(&path);
        match call.query.range(&path) {
            Some(range) => values
                .iter()
                .any(|element| range.holds(whole(&element["value"]))),
            None => values
                .iter()
                .any(|e| wanted.iter().any(|text| fields::compare(e, text))),
        }
    })
}

/// Numeric fields hold text; ranges look at their whole part.
fn whole(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_str()?.split('.').next()?.parse().ok())
}

/// Full-text search: the name and every filled field, whatever the case.
fn found_by(state: &State, card: &Card, query: &str) -> bool {
    let wanted = query.trim().to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&wanted);
    let texts = card
        .values
        .values()
        .flatten()
        .filter_map(|element| element["value"].as_str());
    let tags = state.tags.iter().filter(|tag| card.tags.contains(&tag.id));
    holds(&card.name)
        || card.id.to_string() == wanted
        || texts.into_iter().any(holds)
        || tags.into_iter().any(|tag| holds(&tag.name))
}

fn order(call: &Call, cards: &mut [&Card], kind: Kind) {
    let keys: &[&str] = match kind {
        Kind::Lead => &["created_at", "updated_at", "id"],
        _ => &["updated_at", "id"],
    };
    let Some((key, way)) = keys
        .iter()
        .find_map(|k| Some((*k, call.query.text(&["order", k])?)))
    else {
        return;
    };
    let rank = |card: &&Card| match key {
        "created_at" => (card.created_at, card.id),
        "updated_at" => (card.updated_at, card.id),
        _ => (card.id, card.id),
    };
    cards.sort_by_key(rank);
    if way.eq_ignore_ascii_case("desc") {
        cards.reverse();
    }
}
