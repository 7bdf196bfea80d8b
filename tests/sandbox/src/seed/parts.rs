//! Users, pipelines, fields, catalogs and other things that cards refer to.

use serde_json::{Value, json};

use super::{BORN, items};
use crate::answer::Record;
use crate::kind::Kind;
use crate::model::{Owner, User};
use crate::resources::{custom_fields, pipelines};
use crate::state::State;

/// Fills everything but cards.
pub fn fill(state: &mut State, data: &Value) {
    for user in items(data, "users") {
        state.users.push(self::user(user));
        state.reserve_id("users", user["id"].as_i64().unwrap_or(0));
    }
    for group in items(data, "user_groups") {
        let name = group[1].as_str().unwrap_or_default().to_owned();
        state
            .user_groups
            .push((group[0].as_i64().unwrap_or(0), name));
    }
    items(data, "pipelines")
        .filter_map(Value::as_object)
        .for_each(|own| {
            pipelines::add(state, own);
        });
    state.task_types.extend(
        items(data, "task_types")
            .filter_map(Value::as_object)
            .cloned(),
    );
    for kind in Kind::CARDS {
        fields(state, Owner::Card(kind), &data["fields"][kind.plural()]);
    }
    for item in items(data, "roles") {
        let id = state.next_id("roles");
        let mut role = record(item);
        role.insert("id".into(), json!(id));
        state.roles.insert(id, role);
    }
    for (index, name) in items(data, "loss_reasons").enumerate() {
        let id = state.next_id("loss_reasons");
        let sort = i64::try_from(index).unwrap_or(0) + 1;
        let reason =
            json!({"id": id, "name": name, "sort": sort, "created_at": BORN, "updated_at": BORN});
        state.loss_reasons.insert(id, record(&reason));
    }
    items(data, "catalogs").for_each(|own| catalog(state, own));
}

fn user(item: &Value) -> User {
    let text = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
    User {
        id: item["id"].as_i64().unwrap_or(0),
        name: text("name"),
        email: text("email"),
        is_admin: item["is_admin"] == true,
        is_active: true,
        group_id: item["group_id"].as_i64().unwrap_or(0),
        role_id: None,
    }
}

fn fields(state: &mut State, owner: Owner, list: &Value) {
    let definitions = list
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_object);
    for definition in definitions {
        custom_fields::add(state, owner, definition);
    }
}

fn catalog(state: &mut State, item: &Value) {
    let id = item["id"].as_i64().unwrap_or(0);
    state.reserve_id("catalogs", id);
    let admin = state.users.first().map_or(0, |user| user.id);
    let catalog = json!({
        "id": id, "name": item["name"], "type": item["type"], "sort": item["sort"],
        "can_add_elements": true, "can_show_in_cards": item["type"] != "regular",
        "can_link_multiple": true, "can_be_deleted": false, "sdk_widget_code": null,
        "created_by": admin, "updated_by": admin, "created_at": BORN, "updated_at": BORN,
    });
    state.catalogs.insert(id, record(&catalog));
    fields(state, Owner::Catalog(id), &item["fields"]);
}

fn record(value: &Value) -> Record {
    value.as_object().cloned().unwrap_or_default()
}
