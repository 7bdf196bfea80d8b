//! Hooks of our own action in the Digital Pipeline (5.2 of the amoCRM reference).

use serde_json::{Map, Value as Json};

use super::event::{Account, Event};
use super::fields::{self, Known, Read};
use super::item;
use super::tree::Node;

const EVENT: &[Known] = &[
    ("type", "type", Read::Number),
    ("type_code", "type_code", Read::Text),
    ("time", "time", Read::Number),
];

const DATA: &[Known] = &[
    ("element_type", "element_type", Read::Number),
    ("status_id", "status_id", Read::Number),
    ("old_status_id", "old_status_id", Read::Number),
    ("pipeline_id", "pipeline_id", Read::Number),
    ("old_pipeline_id", "old_pipeline_id", Read::Number),
    ("period_id", "period_id", Read::Number),
    ("old_period_id", "old_period_id", Read::Number),
    ("direction_of_movement", "direction_of_movement", Read::Text),
];

/// amoCRM's words for the numbers of its types.
const CODES: [(&str, &str); 10] = [
    ("1", "lead_added"),
    ("14", "lead_status_changed"),
    ("15", "lead_appeared_in_status"),
    ("16", "mail_in"),
    ("17", "call_in"),
    ("18", "site_visit"),
    ("19", "chat"),
    ("20", "customer_added"),
    ("21", "customer_period_changed"),
    ("22", "customer_appeared_in_period"),
];

/// Takes the event of such a body out of it.
///
/// Its kind is amoCRM's word after `pipeline_`: the account's own hook tells of the same change,
/// so scenarios that listen to that one must not start twice.
pub fn take(root: &mut Node, account: &Account) -> Option<Event> {
    let mut event = root.get("event")?.clone();
    let mut data = event.children.remove("data")?;
    let mut action = root.get("action").cloned().unwrap_or_default();
    let mut found = fields::take(&mut event, &[EVENT]);
    let code = code(&found)?;
    let (key, id) = id(&mut data, &mut found).filter(|(_, id)| item::names_something(id))?;
    let is_customer = key == "customers" || code.starts_with("customer");
    let word = match is_customer {
        true => "customer",
        false => "lead",
    };
    let word = item::element(found.get("element_type")).unwrap_or(word);
    found.extend(settings(&mut action));
    event.put_back("data", data);
    root.children.remove("event");
    root.children.remove("action");
    let mut rest = Node::default();
    rest.put_back("event", event);
    rest.put_back("action", action);
    rest.prune();
    Some(Event {
        entity_type: Some(word.to_owned()),
        entity_id: Some(id),
        fields: found,
        ..Event::of(account, &format!("pipeline_{code}"), item::shown(&rest))
    })
}

/// amoCRM's word for what happened, by its name or its number; kinds come from a short list.
fn code(found: &Map<String, Json>) -> Option<&'static str> {
    let told = found.get("type_code").and_then(Json::as_str);
    let number = found.get("type").map(Json::to_string);
    if told.is_none() && number.is_none() {
        return None;
    }
    let named = || CODES.iter().find(|(_, code)| Some(*code) == told);
    let numbered = || {
        CODES
            .iter()
            .find(|(known, _)| Some(*known) == number.as_deref())
    };
    let known = match told {
        Some(_) => named(),
        None => numbered(),
    };
    Some(known.map_or("other", |(_, code)| code))
}

/// The number stands in `data[id]`; some accounts send `data[leads][status][0][id]`.
fn id(data: &mut Node, found: &mut Map<String, Json>) -> Option<(&'static str, u64)> {
    if let Some(id) = data.take_number_of("id") {
        fields::take_into(found, data, &[DATA]);
        return Some(("", id));
    }
    let key = ["leads", "customers"]
        .into_iter()
        .find(|key| data.get(key).is_some())?;
    let actions = data.children.get_mut(key)?;
    let items = actions.children.values_mut().next()?;
    let item = items.children.values_mut().next()?;
    let id = item.take_number_of("id")?;
    fields::take_into(found, item, &[DATA]);
    fields::take_into(found, data, &[DATA]);
    Some((key, id))
}

/// What the manager filled in: `action[settings][widget][settings]`.
fn settings(action: &mut Node) -> Option<(String, Json)> {
    let mut place = action;
    for key in ["settings", "widget"] {
        place = place.children.get_mut(key)?;
    }
    let settings = place.children.remove("settings")?;
    Some(("settings".to_owned(), settings.to_json()))
}
