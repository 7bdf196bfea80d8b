//! `/{entity}/notes` and `/{entity}/{id}/notes`.

use serde_json::{Value, json};

use super::{number, tasks};
use crate::answer::{Answer, Fault, Outcome};
use crate::call::{Call, request_id};
use crate::checks::{self, Checks};
use crate::envelope::{self, USUAL};
use crate::hooks;
use crate::kind::Kind;
use crate::model::Note;
use crate::state::{State, account_id};
use crate::write::{Entry, author, record};

const BATCH: usize = 250;

/// Types that a client may write, with their obligatory parameters.
const TYPES: [(&str, &[&str]); 11] = [
    ("common", &["text"]),
    ("attachment", &["file_uuid", "file_name"]),
    ("call_in", &["uniq", "duration", "source", "phone"]),
    ("call_out", &["uniq", "duration", "source", "phone"]),
    ("service_message", &["service", "text"]),
    ("extended_service_message", &["service", "text"]),
    ("message_cashier", &["status", "text"]),
    ("geolocation", &["text", "address", "longitude", "latitude"]),
    ("sms_in", &["text", "phone"]),
    ("sms_out", &["text", "phone"]),
    ("invoice_paid", &["text"]),
];

/// All methods of notes; `card` is the number in the path, if there is one.
pub fn route(
    call: &Call,
    state: &mut State,
    kind: Kind,
    card: Option<i64>,
    path: &[&str],
) -> Outcome {
    if card.is_some_and(|id| state.card(kind, id).is_none()) {
        return Err(Fault::not_found());
    }
    match (call.method.as_str(), path) {
        ("GET", []) => list(call, state, kind, card),
        ("POST", []) => create(call, state, kind, card),
        ("PATCH", []) => update_many(call, state, kind),
        ("GET", [id]) => {
            let note = state
                .notes
                .get(&number(id)?)
                .filter(|note| note.entity.0 == kind);
            Ok(note.map_or(Answer::empty(204), |note| Answer::ok(show(call, note))))
        }
        ("PATCH", [id]) => update_one(call, state, kind, number(id)?),
        ("POST", [id, verb @ ("pin" | "unpin")]) => {
            let note = state
                .notes
                .get_mut(&number(id)?)
                .ok_or_else(Fault::not_found)?;
            note.is_pinned = *verb == "pin";
            Ok(Answer::empty(204))
        }
        (_, [] | [_]) => Err(Fault::method()),
        _ => Err(Fault::not_found()),
    }
}

/// A note as the API shows it.
pub fn show(call: &Call, note: &Note) -> Value {
    let path = path(note);
    json!({
        "id": note.id, "entity_id": note.entity.1, "created_by": note.created_by,
        "updated_by": note.updated_by, "created_at": note.created_at,
        "updated_at": note.updated_at, "responsible_user_id": note.responsible, "group_id": 0,
        "note_type": note.note_type, "params": note.params, "is_pinned": note.is_pinned,
        "account_id": account_id(), "_links": call.links(&path),
    })
}

fn path(note: &Note) -> String {
    format!(
        "{}/{}/notes/{}",
        note.entity.0.plural(),
        note.entity.1,
        note.id
    )
}

fn list(call: &Call, state: &State, kind: Kind, card: Option<i64>) -> Outcome {
    let types = call.query.list(&["filter", "note_type"]);
    let ints = |key: &str, value: i64| {
        call.query
            .ints(&["filter", key])
            .is_none_or(|wanted| wanted.contains(&value))
    };
    let matches = |note: &&Note| {
        note.entity.0 == kind
            && card.is_none_or(|id| note.entity.1 == id)
            && ints("id", note.id)
            && (card.is_some() || ints("entity_id", note.entity.1))
            && (types.is_empty() || types.contains(&note.note_type.as_str()))
            && tasks::updated(call, note.updated_at)
    };
    let mut found: Vec<&Note> = state.notes.values().filter(matches).collect();
    for key in ["updated_at", "id"] {
        let Some(way) = call.query.text(&["order", key]) else {
            continue;
        };
        found.sort_by_key(|n| {
            if key == "id" {
                (n.id, n.id)
            } else {
                (n.updated_at, n.id)
            }
        });
        if way.eq_ignore_ascii_case("desc") {
            found.reverse();
        }
    }
    envelope::page(call, "notes", found, USUAL, |note| show(call, note))
}

/// What an item asks for.
struct Draft {
    entity_id: i64,
    note_type: String,
    params: Value,
    responsible: Option<i64>,
    created_by: Option<i64>,
    created_at: Option<i64>,
}

fn read(checks: &mut Checks<'_>, state: &State, kind: Kind, card: Option<i64>) -> Draft {
    let entity_id = card.or_else(|| checks.int("entity_id"));
    match entity_id {
        None => checks.missing("entity_id"),
        Some(id) if state.card(kind, id).is_none() => checks.no_choice("entity_id"),
        Some(_) => {}
    }
    if checks.get("note_type").is_none() {
        checks.missing("note_type");
    }
    let note_type = checks.text("note_type").unwrap_or_default();
    let params = checks.get("params").cloned().unwrap_or(json!({}));
    match TYPES.iter().find(|(name, _)| *name == note_type) {
        Some((_, keys)) => {
            for key in keys
                .iter()
                .filter(|key| params.get(**key).is_none_or(Value::is_null))
            {
                checks.missing(&format!("params.{key}"));
            }
        }
        None if !note_type.is_empty() => checks.no_choice("note_type"),
        None => {}
    }
    Draft {
        entity_id: entity_id.unwrap_or(0),
        note_type,
        params,
        responsible: author(checks, state, "responsible_user_id"),
        created_by: author(checks, state, "created_by"),
        created_at: checks.int("created_at"),
    }
}

fn create(call: &Call, state: &mut State, kind: Kind, card: Option<i64>) -> Outcome {
    let items = call.batch(BATCH)?;
    let drafts = checks::batch(&items, |checks| read(checks, state, kind, card))?;
    let mut saved = Vec::new();
    for (index, draft) in drafts.into_iter().enumerate() {
        let note = add(state, kind, draft, call.user);
        let request_id = request_id(&items[index], index);
        saved.push(json!({
            "id": note.id, "entity_id": note.entity.1, "request_id": request_id,
            "_links": call.links(&path(&note)),
        }));
    }
    Ok(Answer::ok(written(call, saved)))
}

fn written(call: &Call, items: Vec<Value>) -> Value {
    json!({
        "_links": {"self": {"href": format!("{}{}", call.base, call.path)}},
        "_embedded": {"notes": items},
    })
}

fn add(state: &mut State, kind: Kind, draft: Draft, user: i64) -> Note {
    let now = state.clock.now();
    let author = draft.created_by.unwrap_or(user);
    let note = Note {
        id: state.next_id("notes"),
        entity: (kind, draft.entity_id),
        note_type: draft.note_type,
        params: draft.params,
        is_pinned: false,
        responsible: draft.responsible.unwrap_or(author),
        created_by: author,
        updated_by: author,
        created_at: draft.created_at.unwrap_or(now),
        updated_at: draft.created_at.unwrap_or(now),
    };
    save(state, note.clone());
    note
}

/// Keeps a new note and tells history and hooks about it.
pub fn save(state: &mut State, note: Note) {
    let event = match note.note_type.as_str() {
        "common" => "common_note_added",
        "attachment" => "attachment_note_added",
        "call_in" => "incoming_call",
        "call_out" => "outgoing_call",
        "sms_in" => "incoming_sms",
        "sms_out" => "outgoing_sms",
        "geolocation" => "geo_note_added",
        "message_cashier" => "message_to_cashier_note_added",
        _ => "service_note_added",
    };
    let entity = (note.entity.0.singular(), note.entity.1);
    let after = json!({"note": {"id": note.id}});
    record(
        state,
        Entry {
            event,
            entity,
            user: note.created_by,
            before: Value::Null,
            after,
        },
    );
    hooks::note_added(state, &note);
    state.notes.insert(note.id, note);
}

fn update_many(call: &Call, state: &mut State, kind: Kind) -> Outcome {
    let items = call.batch(BATCH)?;
    let edits = checks::batch(&items, |checks| {
        let id = checks.int("id");
        if id
            .and_then(|id| state.notes.get(&id))
            .is_none_or(|note| note.entity.0 != kind)
        {
            checks.no_choice("id");
        }
        (id.unwrap_or(0), checks.get("params").cloned())
    })?;
    let mut saved = Vec::new();
    for (id, params) in edits {
        saved.extend(edit(call, state, id, params));
    }
    Ok(Answer::ok(written(call, saved)))
}

fn update_one(call: &Call, state: &mut State, kind: Kind, id: i64) -> Outcome {
    let item = call.object()?;
    if state
        .notes
        .get(&id)
        .is_none_or(|note| note.entity.0 != kind)
    {
        return Err(Fault::not_found());
    }
    let params = item.get("params").cloned();
    edit(call, state, id, params)
        .map(Answer::ok)
        .ok_or_else(Fault::not_found)
}

fn edit(call: &Call, state: &mut State, id: i64, params: Option<Value>) -> Option<Value> {
    let now = state.clock.now();
    let note = state.notes.get_mut(&id)?;
    if let Some(params) = params {
        note.params = params;
    }
    note.updated_by = call.user;
    note.updated_at = now;
    Some(json!({
        "id": id, "entity_id": note.entity.1, "updated_at": now,
        "_links": call.links(&path(note)),
    }))
}
