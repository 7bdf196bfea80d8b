//! From `{entity}[{action}][{index}]` to events: which kinds one item means.

use serde_json::{Map, Value as Json, json};

use super::entities::{self, Entity};
use super::event::{Account, Event};
use super::fields;
use super::tree::Node;
use super::{bot, pipeline};

/// Actions of accounts (4.2 of the amoCRM reference), then those that a manager puts on a stage by hand (5.1).
const ACTIONS: [&str; 12] = [
    "add",
    "update",
    "delete",
    "restore",
    "status",
    "responsible",
    "note",
    "call_in",
    "chat",
    "mail_in",
    "site_visit",
    "period",
];

/// Every event of a body, in the order of entities, actions and indexes.
pub fn events(mut root: Node, account: &Account) -> Vec<Event> {
    let mut events = Vec::new();
    events.extend(pipeline::take(&mut root, account));
    events.extend(bot::take(&mut root, account));
    let mut strange = Node::default();
    for (key, entity) in root.children {
        match entities::ALL.iter().find(|known| known.key == key) {
            Some(known) => actions(known, entity, account, &mut events),
            None if key == "add" => nameless(entity, account, &mut events),
            None => {
                strange.children.insert(key, entity);
            }
        }
    }
    if !strange.is_empty() {
        events.push(Event::unknown(account, strange.to_json()));
    }
    events
}

fn actions(known: &Entity, mut node: Node, account: &Account, events: &mut Vec<Event>) {
    for (action, list) in std::mem::take(&mut node.children) {
        if !ACTIONS.contains(&action.as_str()) {
            let rest = json!({ known.key: { action: list.to_json() } });
            events.push(Event::unknown(account, rest));
            continue;
        }
        for item in items(known, list) {
            events.extend(understood(known, &action, item, account));
        }
    }
    if !node.texts.is_empty() {
        let rest = json!({ known.key: node.to_json() });
        events.push(Event::unknown(account, rest));
    }
}

/// `add[0]` without an entity before it: a message of some accounts, or a template sent for review.
fn nameless(list: Node, account: &Account, events: &mut Vec<Event>) {
    for item in items(&entities::TEMPLATES, list) {
        let has = |keys: [&str; 3]| keys.iter().any(|key| item.node.get(key).is_some());
        if has(["chat_id", "talk_id", "message_type"]) {
            events.extend(understood(&entities::MESSAGES, "add", item, account));
        } else if has(["id", "type", "content"]) {
            events.extend(understood(&entities::TEMPLATES, "add", item, account));
        } else {
            events.push(unknown(&entities::TEMPLATES, "add", item, account));
        }
    }
}

fn understood(known: &Entity, action: &str, item: Item, account: &Account) -> Vec<Event> {
    match understand(known, action, item.node.clone()) {
        Some(found) => found.into_events(account),
        None => vec![unknown(known, action, item, account)],
    }
}

/// What stands below an action, with its index if that is a word.
struct Item {
    name: Option<String>,
    node: Node,
}

impl Item {
    fn plain(node: Node) -> Self {
        Self { name: None, node }
    }
}

/// The items of an action: under numbers, under any other indexes, or one without an index.
fn items(known: &Entity, mut list: Node) -> Vec<Item> {
    let numbered = list.take_numbered().into_iter();
    let mut items: Vec<Item> = numbered.map(Item::plain).collect();
    let is_item = list.get(known.id).is_some() || list.get("note").is_some();
    let is_map = |item: &Node| !item.children.is_empty();
    if !is_item && list.children.values().all(is_map) {
        let named = std::mem::take(&mut list.children).into_iter();
        items.extend(named.map(|(name, node)| Item {
            name: Some(name),
            node,
        }));
    }
    // Also when there is nothing at all: an empty action is shown.
    if !list.is_empty() || items.is_empty() {
        items.push(Item::plain(list));
    }
    items
}

/// The item under its own path, so that it reads as it was sent.
fn unknown(known: &Entity, action: &str, item: Item, account: &Account) -> Event {
    let list = match item.name {
        Some(name) => json!({ name: item.node.to_json() }),
        None => json!([item.node.to_json()]),
    };
    let inner = json!({ action: list });
    let rest = match known.key {
        "" => inner,
        key => json!({ key: inner }),
    };
    Event::unknown(account, rest)
}

/// What is left of something, to be shown.
pub(super) fn shown(rest: &Node) -> Json {
    match rest.to_json() {
        Json::Null => Json::Object(Map::new()),
        rest => rest,
    }
}

/// An understood item.
struct Found {
    kinds: Vec<String>,
    word: Option<String>,
    id: Option<u64>,
    fields: Map<String, Json>,
    rest: Node,
}

impl Found {
    fn into_events(self, account: &Account) -> Vec<Event> {
        let event = |kind: &String| Event {
            entity_type: self.word.clone(),
            entity_id: self.id,
            // Before 2019 the account has no number of its own in the body, its items do.
            account: account
                .id
                .or_else(|| self.fields.get("account_id")?.as_u64()),
            fields: self.fields.clone(),
            ..Event::of(account, kind, shown(&self.rest))
        };
        self.kinds.iter().map(event).collect()
    }
}

fn understand(known: &Entity, action: &str, mut item: Node) -> Option<Found> {
    if action == "note" {
        return note(known, item);
    }
    let fields = fields::take(&mut item, known.fields);
    let word = word(known, &fields)?;
    let kinds = kinds(known, &word, action, &fields)?;
    let (word, id) = match known.word {
        "message" => owner(&fields),
        _ => (Some(word), id(known, &fields, &mut item)),
    };
    // Without a number there is nothing that scenarios could run for; these name themselves otherwise.
    let may_be_nameless = matches!(known.word, "message" | "unsorted" | "chat_template");
    (id.is_some() || may_be_nameless).then_some(Found {
        kinds,
        word,
        id,
        fields,
        rest: item,
    })
}

fn id(known: &Entity, fields: &Map<String, Json>, item: &mut Node) -> Option<u64> {
    let told = fields.get(known.id).and_then(Json::as_u64);
    told.or_else(|| item.take_number_of(known.id))
        .or_else(|| incoming_lead(fields))
        .filter(names_something)
}

/// amoCRM counts from one, and no database counts beyond this: other numbers would all be one entity, or none.
pub(super) fn names_something(id: &u64) -> bool {
    (1..=i64::MAX.unsigned_abs()).contains(id)
}

/// An incoming lead that was decided names the deal in the result, one of a chat in its data.
fn incoming_lead(fields: &Map<String, Json>) -> Option<u64> {
    let one = |part: &&str| {
        let leads = fields.get(*part)?.get("leads")?;
        let first = leads.get(0).unwrap_or(leads);
        let id = first.get("id").unwrap_or(first);
        id.as_str()?.parse().ok()
    };
    ["accept_result", "decline_result", "data"]
        .iter()
        .find_map(one)
}

/// Contacts and companies share a key; the item tells them apart.
fn word(known: &Entity, fields: &Map<String, Json>) -> Option<String> {
    let word = match (known.key, fields.get("type").and_then(Json::as_str)) {
        ("contacts", Some("company")) => "company",
        ("contacts", Some("contact") | None) => "contact",
        ("contacts", Some(_)) => return None,
        _ => known.word,
    };
    Some(word.to_owned())
}

fn kinds(
    known: &Entity,
    word: &str,
    action: &str,
    fields: &Map<String, Json>,
) -> Option<Vec<String>> {
    let changed = responsible_changed(fields);
    // These tell a new responsible user by an action of its own.
    let tells_apart = matches!(word, "lead" | "customer");
    let kinds: &[&str] = match action {
        "add" if word == "message" => &[message(known, fields)],
        "add" => &["added"],
        "update" if changed == Some(true) && !tells_apart => &["changed", "responsible_changed"],
        "update" => &["changed"],
        "status" => &["status_changed"],
        // Only a real change starts scenarios; without the old user amoCRM's word is taken.
        "responsible" if changed != Some(false) => &["responsible_changed"],
        "delete" => &["deleted"],
        "restore" => &["restored"],
        // Hooks that a manager puts on a stage by hand.
        "call_in" => &["call_in"],
        "chat" => &["chat"],
        "mail_in" => &["mail_in"],
        "site_visit" => &["site_visit"],
        "period" => &["period_changed"],
        _ => return None,
    };
    Some(kinds.iter().map(|kind| format!("{word}_{kind}")).collect())
}

/// `None` if the hook does not name the old user.
fn responsible_changed(fields: &Map<String, Json>) -> Option<bool> {
    let old = fields.get("old_responsible_user_id")?;
    Some(fields.get("responsible_user_id") != Some(old))
}

fn message(known: &Entity, fields: &Map<String, Json>) -> &'static str {
    let outgoing = fields.get("type").and_then(Json::as_str) == Some("outgoing");
    match known.key == "outgoing_message" || outgoing {
        true => "sent",
        false => "received",
    }
}

/// The entity that a message belongs to; without one the message is its contact's (A33).
fn owner(fields: &Map<String, Json>) -> (Option<String>, Option<u64>) {
    let number = |key: &str| fields.get(key)?.as_u64().filter(names_something);
    let word = element(fields.get("element_type"))
        .or_else(|| fields.get("entity_type")?.as_str().map(singular))
        .map(str::to_owned);
    let id = number("element_id").or_else(|| number("entity_id"));
    match (word, id) {
        (Some(word), Some(id)) => (Some(word), Some(id)),
        _ => match number("contact_id") {
            Some(id) => (Some("contact".to_owned()), Some(id)),
            None => (None, None),
        },
    }
}

/// The API names entities in the plural, hooks mostly in the singular.
fn singular(word: &str) -> &str {
    let known = entities::ALL.iter().find(|known| known.key == word);
    known.map_or(word, |known| known.word)
}

/// amoCRM's numbers of entity types.
pub(super) fn element(number: Option<&Json>) -> Option<&'static str> {
    match number?.as_i64()? {
        1 => Some("contact"),
        2 => Some("lead"),
        3 => Some("company"),
        12 => Some("customer"),
        _ => None,
    }
}

/// A note; the event belongs to the entity that got it.
fn note(known: &Entity, mut item: Node) -> Option<Found> {
    let mut inner = item.children.remove("note")?;
    let mut fields = fields::take(&mut inner, &[entities::NOTE]);
    fields::take_into(&mut fields, &mut item, &[entities::OWNER]);
    let word = match element(fields.get("element_type")) {
        Some(word) => word,
        None => match fields.get("type").and_then(Json::as_str) {
            Some("contact") => "contact",
            Some("company") => "company",
            Some(_) => return None,
            None => known.word,
        },
    };
    let id = fields.get("element_id").and_then(Json::as_u64);
    let id = id.filter(names_something)?;
    item.put_back("note", inner);
    Some(Found {
        kinds: vec![format!("{word}_note_added")],
        word: Some(word.to_owned()),
        id: Some(id),
        fields,
        rest: item,
    })
}
