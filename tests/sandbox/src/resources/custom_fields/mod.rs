//! Definitions of custom fields.

mod define;

pub use define::add;

use serde_json::Value;

use super::number;
use crate::answer::{Answer, Fault, Outcome, Record};
use crate::call::{Call, request_id};
use crate::checks::{self, Checks};
use crate::envelope::{self, USUAL};
use crate::kind::Kind;
use crate::model::{Field, Owner};
use crate::state::{State, account_id};

const BATCH: usize = 250;

/// `…/custom_fields` and `…/custom_fields/{id}`: reading is free, writing is for administrators.
pub fn route(call: &Call, state: &mut State, owner: Owner, path: &[&str]) -> Outcome {
    if call.method != "GET" {
        call.admin_only()?;
    }
    match (call.method.as_str(), path) {
        ("GET", []) => list(call, state, owner),
        ("POST", []) => create(call, state, owner),
        ("PATCH", []) => update_many(call, state, owner),
        ("GET", [id]) => {
            let field = find(state, owner, number(id)?)?;
            Ok(Answer::ok(show(call, field)))
        }
        ("PATCH", [id]) => update_one(call, state, owner, number(id)?),
        ("DELETE", [id]) => delete(state, owner, number(id)?),
        (_, [] | [_]) => Err(Fault::method()),
        _ => Err(Fault::not_found()),
    }
}

fn show(call: &Call, field: &Field) -> Value {
    let mut body = field.json(account_id());
    body["_links"] = call.links(&format!("{}/{}", field.owner.path(), field.id));
    body
}

fn find(state: &State, owner: Owner, id: i64) -> Result<&Field, Fault> {
    state
        .fields
        .get(&id)
        .filter(|field| field.owner == owner)
        .ok_or_else(Fault::not_found)
}

fn list(call: &Call, state: &State, owner: Owner) -> Outcome {
    let types = call.query.list(&["filter", "type"]);
    let mut found = state.fields_of(owner);
    found.retain(|field| types.is_empty() || types.contains(&field.field_type.as_str()));
    if let Some(way) = call.query.text(&["order", "id"]) {
        found.sort_by_key(|field| field.id);
        if way.eq_ignore_ascii_case("desc") {
            found.reverse();
        }
    }
    if call
        .query
        .text(&["order", "sort"])
        .is_some_and(|way| way.eq_ignore_ascii_case("desc"))
    {
        found.reverse();
    }
    envelope::counted(call, "custom_fields", found, USUAL, |field| {
        show(call, field)
    })
}

/// Which types an owner can have.
fn allows(owner: Owner, field_type: &str) -> bool {
    let common = [
        "text",
        "numeric",
        "checkbox",
        "select",
        "multiselect",
        "date",
        "url",
        "date_time",
        "textarea",
        "radiobutton",
        "streetaddress",
        "file",
    ];
    let cards = ["smart_address", "birthday", "legal_entity", "monetary"];
    let own: &[&str] = match owner {
        Owner::Card(Kind::Lead) => &["tracking_data", "chained_list"],
        Owner::Card(Kind::Contact | Kind::Company) => &["multitext", "org_legal_name"],
        Owner::Card(Kind::Element) | Owner::Catalog(_) => &[
            "price",
            "category",
            "items",
            "linked_entity",
            "payer",
            "supplier",
        ],
    };
    let is_card = matches!(owner, Owner::Card(_));
    common.contains(&field_type)
        || own.contains(&field_type)
        || (is_card && cards.contains(&field_type))
}

fn create(call: &Call, state: &mut State, owner: Owner) -> Outcome {
    let items = call.batch(BATCH)?;
    checks::batch(&items, |checks| {
        for key in ["name", "type"] {
            if checks.get(key).is_none() {
                checks.missing(key);
            }
        }
        if checks
            .text("type")
            .is_some_and(|name| !allows(owner, &name))
        {
            checks.no_choice("type");
        }
        check_common(checks);
    })?;
    let mut saved = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let id = add(state, owner, &unnumbered(item));
        let mut shown = state
            .fields
            .get(&id)
            .map(|field| show(call, field))
            .unwrap_or_default();
        shown["request_id"] = request_id(item, index);
        saved.push(shown);
    }
    Ok(Answer::with(
        201,
        envelope::saved(call, "custom_fields", saved),
    ))
}

/// Clients cannot choose numbers.
fn unnumbered(item: &Record) -> Record {
    let mut own = item.clone();
    own.remove("id");
    for entry in own
        .get_mut("enums")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        if let Some(entry) = entry.as_object_mut() {
            entry.remove("id");
        }
    }
    own
}

/// Entries with a number must exist; those without one are new.
fn check_entries(checks: &mut Checks<'_>, field: &Field) {
    let entries = checks.get("enums").and_then(Value::as_array);
    for (index, entry) in entries.into_iter().flatten().enumerate() {
        let id = entry["id"].as_i64();
        if id.is_some_and(|id| !field.choices.iter().any(|own| own.id == id)) {
            checks.no_choice(format!("enums.{index}.id"));
        }
    }
}

fn check_common(checks: &mut Checks<'_>) {
    checks.text("name");
    checks.int("sort");
    checks.text("code");
    if checks.get("enums").is_some_and(|enums| !enums.is_array()) {
        checks.wrong_type("enums", "array");
    }
}

fn update_many(call: &Call, state: &mut State, owner: Owner) -> Outcome {
    let items = call.batch(BATCH)?;
    let ids = checks::batch(&items, |checks| {
        let id = checks.int("id").unwrap_or(0);
        match find(state, owner, id) {
            Ok(field) => check_entries(checks, field),
            Err(_) => checks.no_choice("id"),
        }
        check_common(checks);
        id
    })?;
    let mut saved = Vec::new();
    for (index, id) in ids.into_iter().enumerate() {
        let mut shown = edit(call, state, id, &items[index]);
        shown["request_id"] = request_id(&items[index], index);
        saved.push(shown);
    }
    Ok(Answer::with(
        201,
        envelope::saved(call, "custom_fields", saved),
    ))
}

fn update_one(call: &Call, state: &mut State, owner: Owner, id: i64) -> Outcome {
    let item = call.object()?;
    let field = find(state, owner, id)?;
    checks::single(&item, |checks| {
        check_entries(checks, field);
        check_common(checks);
    })?;
    Ok(Answer::with(201, edit(call, state, id, &item)))
}

fn edit(call: &Call, state: &mut State, id: i64, item: &Record) -> Value {
    let Some(mut field) = state.fields.get(&id).cloned() else {
        return Value::Null;
    };
    define::apply(state, &mut field, item);
    let shown = show(call, &field);
    state.fields.insert(id, field);
    shown
}

/// The values are lost with the field.
fn delete(state: &mut State, owner: Owner, id: i64) -> Outcome {
    if find(state, owner, id)?.is_predefined {
        return Err(Fault::new(422, "Predefined field can not be deleted"));
    }
    state.fields.remove(&id);
    for card in state.cards.values_mut() {
        card.values.remove(&id);
    }
    Ok(Answer::empty(204))
}
