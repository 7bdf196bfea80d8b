//! `/{entity}/custom_fields/groups`: tabs of fields.

use serde_json::{Value, json};

use crate::answer::{Answer, Fault, Outcome};
use crate::call::{Call, request_id};
use crate::checks;
use crate::envelope;
use crate::kind::Kind;
use crate::model::Group;
use crate::state::State;

const BATCH: usize = 50;

/// List, one, create, rename, delete.
pub fn route(call: &Call, state: &mut State, kind: Kind, path: &[&str]) -> Outcome {
    if call.method != "GET" {
        call.admin_only()?;
    }
    match (call.method.as_str(), path) {
        ("GET", []) => {
            let all = groups(state, kind)
                .iter()
                .map(|group| show(call, group))
                .collect();
            envelope::whole(call, "custom_field_groups", all)
        }
        ("POST", []) => create(call, state, kind),
        ("GET", [id]) => {
            let all = groups(state, kind);
            let group = all
                .iter()
                .find(|group| group.id == *id)
                .ok_or_else(Fault::not_found)?;
            Ok(Answer::ok(show(call, group)))
        }
        ("PATCH", [id]) => update(call, state, kind, id),
        ("DELETE", [id]) => delete(state, kind, id),
        (_, [] | [_]) => Err(Fault::method()),
        _ => Err(Fault::not_found()),
    }
}

/// The predefined groups, then the account's own.
fn groups(state: &State, kind: Kind) -> Vec<Group> {
    let system = |id: &str, name: &str, sort| Group {
        id: id.to_owned(),
        kind,
        name: name.to_owned(),
        sort,
        is_predefined: true,
    };
    let mut all = vec![system("default", "Основное", 0)];
    if kind == Kind::Lead {
        all.push(system("statistic", "Статистика", 1));
    }
    all.extend(
        state
            .groups
            .iter()
            .filter(|group| group.kind == kind)
            .cloned(),
    );
    all
}

fn show(call: &Call, group: &Group) -> Value {
    let path = format!("{}/custom_fields/groups/{}", group.kind.plural(), group.id);
    json!({
        "id": group.id, "name": group.name, "is_predefined": group.is_predefined,
        "type": if group.is_predefined { "system" } else { "custom" },
        "entity_type": group.kind.plural(), "sort": group.sort, "_links": call.links(&path),
    })
}

fn create(call: &Call, state: &mut State, kind: Kind) -> Outcome {
    let items = call.batch(BATCH)?;
    let drafts = checks::batch(&items, |checks| {
        let (name, sort) = (checks.text("name"), checks.int("sort"));
        if name.is_none() && !checks.has("name") {
            checks.missing("name");
        }
        (name.unwrap_or_default(), sort)
    })?;
    let mut saved = Vec::new();
    for (index, (name, sort)) in drafts.into_iter().enumerate() {
        let id = format!("{}_{}", kind.plural(), state.next_id("groups"));
        let group = Group {
            id,
            kind,
            name,
            sort: sort.unwrap_or(10),
            is_predefined: false,
        };
        let mut shown = show(call, &group);
        shown["request_id"] = request_id(&items[index], index);
        state.groups.push(group);
        saved.push(shown);
    }
    Ok(Answer::with(
        201,
        envelope::saved(call, "custom_field_groups", saved),
    ))
}

fn update(call: &Call, state: &mut State, kind: Kind, id: &str) -> Outcome {
    let item = call.object()?;
    let (name, sort) = checks::single(&item, |checks| (checks.text("name"), checks.int("sort")))?;
    let own = state
        .groups
        .iter_mut()
        .find(|group| group.kind == kind && group.id == id);
    let group = own.ok_or_else(Fault::not_found)?;
    group.name = name.unwrap_or_else(|| group.name.clone());
    group.sort = sort.unwrap_or(group.sort);
    Ok(Answer::ok(show(call, group)))
}

/// Fields of a deleted group go back to the main one.
fn delete(state: &mut State, kind: Kind, id: &str) -> Outcome {
    let before = state.groups.len();
    state
        .groups
        .retain(|group| group.kind != kind || group.id != id);
    if state.groups.len() == before {
        return Err(Fault::not_found());
    }
    for field in state
        .fields
        .values_mut()
        .filter(|field| field.group_id.as_deref() == Some(id))
    {
        field.group_id = None;
    }
    Ok(Answer::empty(204))
}
