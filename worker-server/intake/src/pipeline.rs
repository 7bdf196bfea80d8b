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
    ("pipeline_id", "pipeline_id", Read::Number),
    ("direction_of_movement", "direction_of_movement", Read::Text),
];

/// The event of such a body, and what remains of the body.
///
/// Its kind is amoCRM's word after `pipeline_`: the account's own hook tells of the same change,
/// so scenarios that listen to that one must not start twice.
pub fn take(root: &Node, account: &Account) -> (Option<Event>, Node) {
    match read(root, account) {
        Some(event) => (Some(event), Node::default()),
        None => (None, root.clone()),
    }
}

fn read(root: &Node, account: &Account) -> Option<Event> {
    let mut rest = root.clone();
    let mut event = rest.children.remove("event")?;
    let mut data = event.children.remove("data")?;
    let mut found = fields::take(&mut event, &[EVENT]);
    let code = found.get("type_code").or_else(|| found.get("type"))?;
    let kind = format!(
        "pipeline_{}",
        code.as_str()
            .map_or_else(|| code.to_string(), str::to_owned)
    );
    let id = id(&mut data)?;
    found.extend(fields::take(&mut data, &[DATA]));
    let word = item::element(found.get("element_type")).unwrap_or("lead");
    found.extend(settings(&mut rest));
    for key in ["account", "account_id", "subdomain"] {
        rest.children.remove(key);
    }
    keep(&mut event, "data", data);
    keep(&mut rest, "event", event);
    Some(Event {
        kind,
        entity_type: Some(word.to_owned()),
        entity_id: Some(id),
        account: account.id,
        subdomain: account.subdomain.clone(),
        fields: found,
        rest: match rest.to_json() {
            Json::Null => Json::Object(Map::new()),
            rest => rest,
        },
    })
}

/// The number stands in `data[id]`; some accounts send `data[leads][status][0][id]`.
fn id(data: &mut Node) -> Option<u64> {
    let number = |node: &Node| node.text()?.parse().ok();
    if let Some(id) = data.get("id").and_then(number) {
        data.children.remove("id");
        return Some(id);
    }
    let action = data.get("leads")?.children.values().next()?;
    action.items().first()?.get("id").and_then(number)
}

/// What the manager filled in: `action[settings][widget][settings]`.
fn settings(rest: &mut Node) -> Option<(String, Json)> {
    let mut place = rest.children.get_mut("action")?;
    for key in ["settings", "widget"] {
        place = place.children.get_mut(key)?;
    }
    let settings = place.children.remove("settings")?;
    rest.children
        .retain(|key, node| key != "action" || node.has_text());
    Some(("settings".to_owned(), settings.to_json()))
}

/// Puts back what nobody read.
fn keep(place: &mut Node, key: &str, node: Node) {
    if node.has_text() {
        place.children.insert(key.to_owned(), node);
    }
}
