//! The feed of events: the only place where amoCRM keeps values before and after.

use serde_json::{Value, json};

use crate::answer::Record;
use crate::kind::Kind;
use crate::model::Card;
use crate::state::State;

/// An event to be recorded.
pub struct Entry<'a> {
    /// amoCRM's name of the event.
    pub event: &'a str,
    /// The card, task or other thing it happened to, by singular name and number.
    pub entity: (&'a str, i64),
    /// Who did it.
    pub user: i64,
    /// What was there before.
    pub before: Value,
    /// What is there now.
    pub after: Value,
}

/// Adds an event to the feed.
pub fn record(state: &mut State, entry: Entry<'_>) {
    let list = |value: Value| {
        if value.is_null() {
            json!([])
        } else {
            json!([value])
        }
    };
    let mut event = Record::new();
    let parts = [
        ("id", json!(event_id(state))),
        ("type", json!(entry.event)),
        ("entity_type", json!(entry.entity.0)),
        ("entity_id", json!(entry.entity.1)),
        ("created_by", json!(entry.user)),
        ("created_at", json!(state.clock.now())),
        ("value_before", list(entry.before)),
        ("value_after", list(entry.after)),
    ];
    event.extend(parts.map(|(key, value)| (key.to_owned(), value)));
    state.history.push(event);
}

/// 26 letters and digits that grow with time, as amoCRM's are.
fn event_id(state: &mut State) -> String {
    format!(
        "01j{:010x}{:013x}",
        state.clock.now(),
        state.next_id("events")
    )
}

fn of_card(card: &Card, event: &str, before: Value, after: Value, state: &mut State) {
    let kind = match card.kind {
        Kind::Element => format!("catalog_{}", card.catalog_id),
        kind => kind.singular().to_owned(),
    };
    let user = card.updated_by;
    record(
        state,
        Entry {
            event,
            entity: (&kind, card.id),
            user,
            before,
            after,
        },
    );
}

/// A card was made.
pub fn card_added(state: &mut State, card: &Card) {
    let event = format!("{}_added", card.kind.singular());
    of_card(card, &event, Value::Null, Value::Null, state);
    tags_changed(state, None, card);
}

/// A card went to the recycle bin or came back.
pub fn card_moved(state: &mut State, card: &Card, user: i64) {
    let what = if card.is_deleted {
        "deleted"
    } else {
        "restored"
    };
    let event = format!("{}_{what}", card.kind.singular());
    let entity = (card.kind.singular(), card.id);
    record(
        state,
        Entry {
            event: &event,
            entity,
            user,
            before: Value::Null,
            after: Value::Null,
        },
    );
}

/// One side of a change.
type Show = fn(&Card) -> Value;

/// A card was edited: one event per changed part.
pub fn card_changed(state: &mut State, before: &Card, card: &Card) {
    let stage: Show = |c| json!({"lead_status": {"id": c.status_id, "pipeline_id": c.pipeline_id}});
    let responsible: Show = |c| json!({"responsible_user": {"id": c.responsible}});
    let sale: Show = |c| json!({"sale_field_value": {"sale": c.price.unwrap_or(0)}});
    let name: Show = |c| json!({"name_field_value": {"name": c.name}});
    let parts: [(&str, Show); 4] = [
        ("lead_status_changed", stage),
        ("entity_responsible_changed", responsible),
        ("sale_field_changed", sale),
        ("name_field_changed", name),
    ];
    for (event, show) in parts {
        if show(before) != show(card) {
            of_card(card, event, show(before), show(card), state);
        }
    }
    values_changed(state, before, card);
    tags_changed(state, Some(before), card);
}

fn values_changed(state: &mut State, before: &Card, card: &Card) {
    for (field, values) in &card.values {
        let old = before.values.get(field).map_or(&[][..], Vec::as_slice);
        if old != values.as_slice() {
            let (was, is) = (field_value(*field, old), field_value(*field, values));
            of_card(
                card,
                &format!("custom_field_{field}_value_changed"),
                was,
                is,
                state,
            );
        }
    }
}

fn field_value(field: i64, values: &[Value]) -> Value {
    let Some(first) = values.first() else {
        return Value::Null;
    };
    let text = first["value"]
        .as_str()
        .map_or_else(|| first["value"].to_string(), str::to_owned);
    json!({"custom_field_value": {"field_id": field, "enum_id": first["enum_id"], "text": text}})
}

fn tags_changed(state: &mut State, before: Option<&Card>, card: &Card) {
    let old = before.map_or(&[][..], |card| card.tags.as_slice());
    let named = |state: &State, id: i64| {
        let tag = state.tags.iter().find(|tag| tag.id == id);
        tag.map_or(Value::Null, |tag| json!({"tag": {"name": tag.name}}))
    };
    for id in card.tags.iter().filter(|id| !old.contains(id)) {
        let after = named(state, *id);
        of_card(card, "entity_tag_added", Value::Null, after, state);
    }
    for id in old.iter().filter(|id| !card.tags.contains(id)) {
        let gone = named(state, *id);
        of_card(card, "entity_tag_deleted", gone, Value::Null, state);
    }
}
