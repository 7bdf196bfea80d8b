//! `POST /calls`: a call becomes a note on whoever has the number.

use serde_json::{Value, json};

use super::notes;
use crate::answer::{Answer, Fault, Outcome, Record};
use crate::call::{Call, request_id};
use crate::checks;
use crate::kind::Kind;
use crate::model::{Card, LOST, Note, WON};
use crate::state::{State, account_id};

const BATCH: usize = 250;
/// Numbers are compared by their last digits.
const DIGITS: usize = 10;

/// Adds calls; unknown numbers are told in `errors`.
pub fn route(call: &Call, state: &mut State) -> Outcome {
    if call.method != "POST" {
        return Err(Fault::method());
    }
    let items = call.batch(BATCH)?;
    checks::batch(&items, |checks| {
        for key in ["direction", "duration", "source", "phone"] {
            if checks.get(key).is_none() {
                checks.missing(key);
            }
        }
        checks.int("duration");
        let direction = checks.text("direction");
        if direction.is_some_and(|way| way != "inbound" && way != "outbound") {
            checks.no_choice("direction");
        }
    })?;
    let (mut saved, mut errors) = (Vec::new(), Vec::new());
    for (index, item) in items.iter().enumerate() {
        let request_id = request_id(item, index);
        match target(state, &digits(&item["phone"])) {
            Some(entity) => saved.push(add(call, state, item, entity, request_id)),
            None => errors.push(json!({
                "status": 263, "title": "Entity not found", "request_id": request_id,
            })),
        }
    }
    let total = saved.len();
    let body = json!({"_total_items": total, "errors": errors, "_embedded": {"calls": saved}});
    Ok(Answer::ok(body))
}

fn digits(phone: &Value) -> String {
    let text = phone
        .as_str()
        .map_or_else(|| phone.to_string(), str::to_owned);
    let all: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    all[all.len().saturating_sub(DIGITS)..].iter().collect()
}

/// The only active lead of the number's owner, else the owner.
fn target(state: &State, wanted: &str) -> Option<(Kind, i64)> {
    let has = |card: &&Card| {
        let values = card.values.iter().filter(|(id, _)| {
            state.fields.get(id).and_then(|field| field.code.as_deref()) == Some("PHONE")
        });
        !wanted.is_empty()
            && values
                .flat_map(|(_, list)| list)
                .any(|own| digits(&own["value"]) == wanted)
    };
    let mut owners = state
        .cards_of(Kind::Contact)
        .chain(state.cards_of(Kind::Company));
    let owner = owners.find(has)?;
    let end = (owner.kind, owner.id);
    let is_active = |id: &i64| {
        state
            .card(Kind::Lead, *id)
            .is_some_and(|lead| ![WON, LOST].contains(&lead.status_id))
    };
    let leads: Vec<i64> = state
        .linked(end, Kind::Lead)
        .into_iter()
        .filter(is_active)
        .collect();
    Some(if let [lead] = leads.as_slice() {
        (Kind::Lead, *lead)
    } else {
        end
    })
}

fn add(
    call: &Call,
    state: &mut State,
    item: &Record,
    entity: (Kind, i64),
    request_id: Value,
) -> Value {
    let now = state.clock.now();
    let int = |key: &str| item.get(key).and_then(Value::as_i64);
    let author = int("created_by").unwrap_or(call.user);
    let keys = [
        "uniq",
        "duration",
        "source",
        "link",
        "phone",
        "call_responsible",
        "call_result",
        "call_status",
    ];
    let params = keys
        .iter()
        .filter_map(|key| Some(((*key).to_owned(), item.get(*key)?.clone())));
    let note = Note {
        id: state.next_id("notes"),
        entity,
        note_type: if item["direction"] == "inbound" {
            "call_in"
        } else {
            "call_out"
        }
        .to_owned(),
        params: Value::Object(params.collect()),
        is_pinned: false,
        responsible: int("responsible_user_id").unwrap_or(author),
        created_by: author,
        updated_by: author,
        created_at: int("created_at").unwrap_or(now),
        updated_at: int("created_at").unwrap_or(now),
    };
    let id = note.id;
    notes::save(state, note);
    let links = call.links(&format!("{}/{}", entity.0.plural(), entity.1));
    json!({
        "id": id, "entity_id": entity.1, "entity_type": entity.0.singular(),
        "account_id": account_id(), "request_id": request_id,
        "_embedded": {"entity": {"id": entity.1, "_links": links}},
    })
}
