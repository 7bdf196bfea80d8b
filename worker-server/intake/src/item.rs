//! From `{entity}[{action}][{index}]` to events: which kinds one item means.

use serde_json::{Map, Value as Json};

use super::entities::{self, Entity};
use super::event::{Account, Event};
use super::fields;
use super::pipeline;
use super::tree::{Node, Tree};

/// Every event of a body, in the order of entities, actions and indexes.
pub fn events(tree: &Tree, account: &Account) -> Vec<Event> {
    let mut events = Vec::new();
    let mut strange = Node::default();
    let (pipeline, root) = pipeline::take(&tree.root, account);
    events.extend(pipeline);
    for (key, entity) in &root.children {
        match entities::ALL.iter().find(|known| known.key == key) {
            Some(known) => actions(known, entity, account, &mut events),
            // Read before; only what is new in it is shown.
            None if key == "account" => {}
            None => {
                strange.children.insert(key.clone(), entity.clone());
            }
        }
    }
    let mut rest = match strange.to_json() {
        Json::Object(map) => map,
        _ => Map::new(),
    };
    if let Some(unread) = &account.rest {
        rest.insert("account".to_owned(), unread.clone());
    }
    if !rest.is_empty() {
        events.push(Event::unknown(account.clone(), Json::Object(rest)));
    }
    events
}

fn actions(known: &Entity, node: &Node, account: &Account, events: &mut Vec<Event>) {
    for (action, list) in &node.children {
        for item in items(known, list) {
            match understand(known, action, item) {
                Some(found) => events.extend(found.into_events(account)),
                None => events.push(unknown(known, action, item, account)),
            }
        }
    }
    if !node.texts.is_empty() {
        events.push(unknown(known, "", &bare(node), account));
    }
}

/// The items of an action: under numbers, under any other indexes, or one without an index.
fn items<'a>(known: &Entity, list: &'a Node) -> Vec<&'a Node> {
    let is_item = list.get(known.id).is_some() || list.get("note").is_some();
    let is_map = |item: &Node| !item.children.is_empty();
    let indexed = !list.children.is_empty() && list.children.values().all(is_map);
    if list.is_list() || (indexed && !is_item) {
        list.items()
    } else {
        vec![list]
    }
}

fn bare(node: &Node) -> Node {
    let mut bare = Node::default();
    bare.texts.clone_from(&node.texts);
    bare
}

/// The item under its own path, so that it reads as it was sent.
fn unknown(known: &Entity, action: &str, item: &Node, account: &Account) -> Event {
    let inner = match action {
        "" => item.to_json(),
        action => serde_json::json!({ action: [item.to_json()] }),
    };
    Event::unknown(account.clone(), serde_json::json!({ known.key: inner }))
}

/// An understood item.
struct Found {
    kinds: Vec<String>,
    word: String,
    id: u64,
    fields: Map<String, Json>,
    rest: Node,
}

impl Found {
    fn into_events(self, account: &Account) -> Vec<Event> {
        let rest = match self.rest.to_json() {
            Json::Null => Json::Object(Map::new()),
            rest => rest,
        };
        let event = |kind: String| Event {
            kind,
            entity_type: Some(self.word.clone()),
            entity_id: Some(self.id),
            account: account.id,
            subdomain: account.subdomain.clone(),
            fields: self.fields.clone(),
            rest: rest.clone(),
        };
        self.kinds.into_iter().map(event).collect()
    }
}

fn understand(known: &Entity, action: &str, item: &Node) -> Option<Found> {
    if action == "note" {
        return note(known, item);
    }
    let mut rest = item.clone();
    let mut fields = fields::take(&mut rest, known.fields);
    let word = word(known, &fields, action)?;
    rest.children.remove(known.id);
    let (kinds, word, id) = if known.word == "message" {
        let (word, id) = owner(&mut fields)?;
        (vec![message(known, &fields)], word, id)
    } else {
        let id = number_of(item, known.id).or_else(|| accepted_lead(&fields))?;
        (kinds(&word, action, &fields)?, word, id)
    };
    Some(Found {
        kinds,
        word,
        id,
        fields,
        rest,
    })
}

fn number_of(item: &Node, key: &str) -> Option<u64> {
    item.get(key).and_then(Node::text)?.parse().ok()
}

/// An accepted incoming lead names the deal only in its result.
fn accepted_lead(fields: &Map<String, Json>) -> Option<u64> {
    let result = fields
        .get("accept_result")
        .or_else(|| fields.get("decline_result"))?;
    result.get("leads")?.get("0")?.as_str()?.parse().ok()
}

/// Contacts and companies share a key; the item tells them apart.
fn word(known: &Entity, fields: &Map<String, Json>, action: &str) -> Option<String> {
    match (known.key, fields.get("type").and_then(Json::as_str)) {
        ("contacts", Some("company")) => Some("company".to_owned()),
        ("contacts", Some("contact") | None) => Some("contact".to_owned()),
        ("contacts", Some(_)) => None,
        _ if action.is_empty() => None,
        _ => Some(known.word.to_owned()),
    }
}

fn kinds(word: &str, action: &str, fields: &Map<String, Json>) -> Option<Vec<String>> {
    let changed = responsible_changed(fields);
    let kinds: &[&str] = match action {
        "add" => &["added"],
        // Leads tell a new responsible user by an action of its own.
        "update" if changed == Some(true) && word != "lead" => &["changed", "responsible_changed"],
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

fn message(known: &Entity, fields: &Map<String, Json>) -> String {
    let outgoing = fields.get("type").and_then(Json::as_str) == Some("outgoing");
    match known.key == "outgoing_message" || outgoing {
        true => "message_sent".to_owned(),
        false => "message_received".to_owned(),
    }
}

/// The entity that a message belongs to; without one the message is its contact's (A33).
fn owner(fields: &mut Map<String, Json>) -> Option<(String, u64)> {
    let number = |json: Option<&Json>| json.and_then(Json::as_u64).filter(|id| *id != 0);
    let entity = fields.remove("entity_id");
    let named = fields.remove("entity_type");
    let word = element(fields.get("element_type"))
        .or_else(|| named.as_ref()?.as_str())
        .map(str::to_owned);
    let id = number(fields.get("element_id")).or_else(|| number(entity.as_ref()));
    match word.zip(id) {
        Some(owner) => Some(owner),
        None => Some(("contact".to_owned(), number(fields.get("contact_id"))?)),
    }
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
fn note(known: &Entity, item: &Node) -> Option<Found> {
    let mut rest = item.clone();
    let mut inner = rest.children.remove("note")?;
    let mut fields = fields::take(&mut inner, &[entities::NOTE]);
    let outer = rest.children.remove("type");
    let named = outer.as_ref().and_then(Node::text);
    let word = element(fields.get("element_type"))
        .or(named)
        .unwrap_or(known.word)
        .to_owned();
    let id = fields.get("element_id").and_then(Json::as_u64)?;
    if let Some(kind) = named {
        fields.insert("type".to_owned(), Json::from(kind));
    }
    if !inner.children.is_empty() || !inner.texts.is_empty() {
        rest.children.insert("note".to_owned(), inner);
    }
    let kinds = vec![format!("{word}_note_added")];
    Some(Found {
        kinds,
        word,
        id,
        fields,
        rest,
    })
}
