//! Cards of the data, written through the same door as a client's.

use serde_json::{Value, json};

use super::{BORN, items};
use crate::answer::Record;
use crate::checks;
use crate::kind::Kind;
use crate::model::{Field, Metadata, Note, Owner, Task};
use crate::resources::links;
use crate::state::{State, account_id};
use crate::write;

/// Cards are made an hour apart.
const STEP: i64 = 3600;

/// Fills catalog elements, companies, contacts, leads, then what hangs on them.
pub fn fill(state: &mut State, data: &Value) {
    for catalog in items(data, "catalogs") {
        let id = catalog["id"].as_i64().unwrap_or(0);
        items(catalog, "elements").for_each(|item| {
            add(state, Kind::Element, id, item);
        });
    }
    items(data, "companies").for_each(|item| {
        add(state, Kind::Company, 0, item);
    });
    items(data, "contacts").for_each(|item| {
        add(state, Kind::Contact, 0, item);
    });
    items(data, "leads").for_each(|item| lead(state, item));
    items(data, "tasks").for_each(|item| task(state, item));
    items(data, "notes").for_each(|item| note(state, item));
    items(data, "talks").for_each(|item| talk(state, item));
}

fn lead(state: &mut State, item: &Value) {
    let id = add(state, Kind::Lead, 0, item);
    for element in items(item, "elements") {
        let target = named(state, Kind::Element, &element["name"]);
        let quantity = element["quantity"].as_f64();
        let metadata = Metadata {
            quantity,
            ..Metadata::default()
        };
        links::connect(
            state,
            (Kind::Lead, id),
            (Kind::Element, target),
            metadata,
            0,
        );
    }
}

fn add(state: &mut State, kind: Kind, catalog: i64, item: &Value) -> i64 {
    let owner = Owner::of(kind, catalog);
    let born = BORN + STEP * i64::try_from(state.cards_of(kind).count()).unwrap_or(0);
    state.clock.frozen = Some(born);
    let written = api_shape(state, kind, owner, item);
    let draft = checks::single(&written, |checks| {
        write::read(checks, state, owner, kind, None)
    });
    let draft = draft.unwrap_or_else(|fault| panic!("embedded data: {} {item}", fault.body()));
    let author = item["responsible"].as_i64().unwrap_or(9_100_001);
    write::create(state, kind, catalog, draft, author)
}

/// The data names stages, people and fields; the API wants their numbers.
fn api_shape(state: &State, kind: Kind, owner: Owner, item: &Value) -> Record {
    let mut body = json!({});
    for (key, name) in [
        ("name", "name"),
        ("first_name", "first_name"),
        ("last_name", "last_name"),
        ("price", "price"),
        ("responsible_user_id", "responsible"),
    ] {
        body[key] = item[name].clone();
    }
    if kind == Kind::Lead {
        stage(state, item, &mut body);
        body["loss_reason_id"] = reason(state, &item["loss_reason"]);
    }
    body["custom_fields_values"] = values(state, owner, &item["fields"]);
    let tags: Vec<Value> = items(item, "tags")
        .map(|name| json!({"name": name}))
        .collect();
    let contacts = items(item, "contacts").map(|name| named(state, Kind::Contact, name));
    let contacts: Vec<Value> = contacts.map(|id| json!({"id": id})).collect();
    body["_embedded"] = json!({"tags": tags, "contacts": contacts});
    if item["company"].is_string() {
        let company = named(state, Kind::Company, &item["company"]);
        body["_embedded"]["companies"] = json!([{"id": company}]);
    }
    body.as_object().cloned().unwrap_or_default()
}

fn stage(state: &State, item: &Value, body: &mut Value) {
    let pipeline = state
        .pipelines
        .iter()
        .find(|own| item["pipeline"] == own.name.as_str());
    let stage = pipeline.and_then(|p| p.stages.iter().find(|s| item["stage"] == s.name.as_str()));
    body["pipeline_id"] = json!(pipeline.map(|own| own.id));
    body["status_id"] = json!(stage.map(|own| own.id));
}

fn reason(state: &State, name: &Value) -> Value {
    let found = state
        .loss_reasons
        .values()
        .find(|own| own.get("name") == Some(name));
    found.map_or(Value::Null, |own| own["id"].clone())
}

fn named(state: &State, kind: Kind, name: &Value) -> i64 {
    let found = state.cards_of(kind).find(|card| name == card.name.as_str());
    found.map_or(0, |card| card.id)
}

fn values(state: &State, owner: Owner, fields: &Value) -> Value {
    let given = fields.as_object().into_iter().flatten();
    let entries = given.map(|(name, value)| {
        let field = state
            .fields_of(owner)
            .into_iter()
            .find(|field| field.name == *name);
        let id = field.map(|field| field.id);
        json!({"field_id": id, "values": field.map(|field| elements(field, value))})
    });
    entries.collect()
}

/// Lists become several elements; an address part is a pair of text and code.
fn elements(field: &Field, value: &Value) -> Vec<Value> {
    let one = |value: &Value| match (field.field_type.as_str(), value) {
        ("smart_address", Value::Array(pair)) => json!({"value": pair[0], "enum_code": pair[1]}),
        ("chained_list", _) => value.clone(),
        _ => json!({"value": value}),
    };
    value
        .as_array()
        .map_or_else(|| vec![one(value)], |list| list.iter().map(one).collect())
}

fn task(state: &mut State, item: &Value) {
    let id = state.next_id("tasks");
    let author = item["responsible"].as_i64().unwrap_or(0);
    let task = Task {
        id,
        entity: Some((Kind::Lead, named(state, Kind::Lead, &item["lead"]))),
        text: item["text"].as_str().unwrap_or_default().to_owned(),
        task_type_id: item["type"].as_i64().unwrap_or(1),
        complete_till: item["complete_till"].as_i64().unwrap_or(BORN),
        duration: 0,
        is_completed: false,
        result: None,
        responsible: author,
        created_by: author,
        updated_by: author,
        created_at: BORN,
        updated_at: BORN,
    };
    state.tasks.insert(id, task);
}

fn note(state: &mut State, item: &Value) {
    let id = state.next_id("notes");
    let author = state.users.first().map_or(0, |user| user.id);
    let note = Note {
        id,
        entity: (Kind::Lead, named(state, Kind::Lead, &item["lead"])),
        note_type: "common".to_owned(),
        params: json!({"text": item["text"]}),
        is_pinned: false,
        responsible: author,
        created_by: author,
        updated_by: author,
        created_at: BORN,
        updated_at: BORN,
    };
    state.notes.insert(id, note);
}

fn talk(state: &mut State, item: &Value) {
    let id = state.next_id("talks");
    let talk = json!({
        "talk_id": id, "created_at": BORN, "updated_at": BORN, "rate": 0,
        "contact_id": named(state, Kind::Contact, &item["contact"]), "chat_id": item["chat_id"],
        "entity_id": named(state, Kind::Lead, &item["lead"]), "entity_type": "lead",
        "is_in_work": true, "is_read": true, "origin": item["origin"], "missed_at": null,
        "account_id": account_id(),
    });
    state
        .talks
        .insert(id, talk.as_object().cloned().unwrap_or_default());
}
