//! `/account`.

use serde_json::{Value, json};

use crate::answer::{Answer, Fault, Outcome};
use crate::call::Call;
use crate::state::{SUBDOMAIN, State, account_id};

/// When the account was made.
const BORN: i64 = 1_700_000_000;

/// `GET /account`.
pub fn route(call: &Call, state: &State) -> Outcome {
    if call.method != "GET" {
        return Err(Fault::method());
    }
    let creator = state.users.first().map_or(0, |user| user.id);
    let mut body = json!({
        "id": account_id(), "name": state.account_name, "subdomain": SUBDOMAIN,
        "current_user_id": call.user, "country": "RU", "currency": "RUB", "currency_symbol": "₽",
        "customers_mode": "disabled", "is_unsorted_on": true, "is_loss_reason_enabled": true,
        "is_helpbot_enabled": false, "is_technical_account": false,
        "contact_name_display_order": 1, "created_at": BORN, "created_by": creator,
        "updated_at": BORN, "updated_by": creator, "_links": call.links("account"),
    });
    scalars(call, &mut body);
    let parts = embedded(call, state);
    if !parts.as_object().is_none_or(serde_json::Map::is_empty) {
        body["_embedded"] = parts;
    }
    Ok(Answer::ok(body))
}

fn scalars(call: &Call, body: &mut Value) {
    let extras = [
        ("amojo_id", json!("6d1f0a52-0b5e-4c53-9c11-7d6a1f0e4b21")),
        ("version", json!(16)),
        ("drive_url", json!("https://drive-b.amocrm.ru")),
        ("is_api_filter_enabled", json!(true)),
        ("uuid", json!("0a4e7a60-2f0e-4b7a-8a3c-55d0c2a1b9e4")),
    ];
    for (name, value) in extras {
        if call.query.with(name) {
            body[name] = value;
        }
    }
}

fn embedded(call: &Call, state: &State) -> Value {
    let mut parts = json!({});
    if call.query.with("amojo_rights") {
        parts["amojo_rights"] = json!({"can_direct": true, "can_create_groups": true});
    }
    if call.query.with("users_groups") {
        let group = |id: &i64, name: &str| json!({"id": id, "name": name, "uuid": null});
        let own = state.user_groups.iter().map(|(id, name)| group(id, name));
        let all: Vec<Value> = std::iter::once(group(&0, "Отдел продаж"))
            .chain(own)
            .collect();
        parts["users_groups"] = json!(all);
    }
    if call.query.with("task_types") {
        parts["task_types"] = json!(task_types(state));
    }
    if call.query.with("entity_names") {
        parts["entity_names"] = json!({"leads": {"ru": {"gender": "f",
            "plural_form": {"dative": "сделкам", "default": "сделки", "genitive": "сделок"},
            "singular_form": {"dative": "сделке", "default": "сделка", "genitive": "сделки"}}}});
    }
    if call.query.with("datetime_settings") {
        // The misspelled key is the real one.
        parts["datetime_settings"] = json!({
            "date_pattern": "d.m.Y H:i", "short_date_pattern": "d.m.Y",
            "short_time_pattern": "H:i", "date_formant": "d.m.Y", "time_format": "H:i:s",
            "timezone": "Europe/Moscow", "timezone_offset": "+03:00",
        });
    }
    parts
}

/// The two system types, then the account's own.
pub fn task_types(state: &State) -> Vec<Value> {
    let system = |id: i64, name: &str, code: &str| json!({"id": id, "name": name, "color": null, "icon_id": null, "code": code});
    let mut types = vec![
        system(1, "Связаться", "FOLLOW_UP"),
        system(2, "Встреча", "MEETING"),
    ];
    types.extend(state.task_types.iter().map(|own| json!(own)));
    types
}
