//! `/users`.

use serde_json::{Value, json};

use super::number;
use crate::answer::{Answer, Fault, Outcome, Record};
use crate::call::{Call, request_id};
use crate::checks;
use crate::envelope::{self, USUAL};
use crate::model::User;
use crate::state::State;

/// Users are made in small batches.
const BATCH: usize = 10;

/// `/users` and `/users/{id}`: administrators only.
pub fn route(call: &Call, state: &mut State, path: &[&str]) -> Outcome {
    call.admin_only()?;
    match (call.method.as_str(), path) {
        ("GET", []) => {
            let all: Vec<&User> = state.users.iter().collect();
            envelope::counted(call, "users", all, USUAL, |user| show(call, state, user))
        }
        ("POST", []) => create(call, state),
        ("GET", [id]) => {
            let user = state.user(number(id)?).ok_or_else(Fault::not_found)?;
            Ok(Answer::ok(show(call, state, user)))
        }
        (_, [] | [_]) => Err(Fault::method()),
        _ => Err(Fault::not_found()),
    }
}

fn show(call: &Call, state: &State, user: &User) -> Value {
    let mut body = json!({
        "id": user.id, "name": user.name, "email": user.email, "lang": "ru",
        "rights": user.rights(), "_links": call.links(&format!("users/{}", user.id)),
        "_embedded": {"roles": [], "groups": []},
    });
    if call.query.with("role") {
        let role = user.role_id.and_then(|id| state.roles.get(&id));
        body["_embedded"]["roles"] = json!(role.into_iter().collect::<Vec<&Record>>());
    }
    if call.query.with("group") && user.group_id != 0 {
        let group = state
            .user_groups
            .iter()
            .find(|(id, _)| *id == user.group_id);
        let shown: Vec<Value> = group
            .into_iter()
            .map(|(id, name)| json!({"id": id, "name": name}))
            .collect();
        body["_embedded"]["groups"] = json!(shown);
    }
    if call.query.with("uuid") {
        body["uuid"] = json!(format!("b1f0c3a0-0000-4000-8000-{:012}", user.id));
    }
    if call.query.with("amojo_id") {
        body["amojo_id"] = json!(format!("a7e0c3a0-0000-4000-8000-{:012}", user.id));
    }
    for name in ["user_rank", "phone_number"] {
        if call.query.with(name) {
            body[name] = Value::Null;
        }
    }
    body
}

fn create(call: &Call, state: &mut State) -> Outcome {
    let items = call.batch(BATCH)?;
    let drafts = checks::batch(&items, |checks| {
        let (name, email) = (checks.text("name"), checks.text("email"));
        if email.as_ref().is_some_and(|text| !text.contains('@')) {
            checks.fail(
                "InvalidEmail",
                "email",
                "This value is not a valid email address.",
            );
        }
        for (key, value) in [("name", &name), ("email", &email)] {
            if value.is_none() && !checks.has(key) {
                checks.missing(key);
            }
        }
        let rights = checks.get("rights").cloned().unwrap_or_default();
        (name.unwrap_or_default(), email.unwrap_or_default(), rights)
    })?;
    let mut saved = Vec::new();
    for (index, (name, email, rights)) in drafts.into_iter().enumerate() {
        let user = User {
            id: state.next_id("users"),
            name,
            email,
            is_admin: rights["is_admin"] == true,
            is_active: true,
            group_id: rights["group_id"].as_i64().unwrap_or(0),
            role_id: rights["role_id"].as_i64(),
        };
        let mut shown = show(call, state, &user);
        shown["request_id"] = request_id(&items[index], index);
        state.users.push(user);
        saved.push(shown);
    }
    Ok(Answer::with(201, envelope::saved(call, "users", saved)))
}
