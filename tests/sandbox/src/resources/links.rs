//! Links of cards, one by one and in bulk.

use serde_json::{Value, json};

use crate::answer::{Answer, Fault, Outcome};
use crate::call::Call;
use crate::checks::{self, Checks};
use crate::envelope;
use crate::kind::Kind;
use crate::model::{End, Link, Metadata};
use crate::state::State;
use crate::write::{Entry, record};

const BATCH: usize = 250;

/// `/{entity}/{id}/links`, `/link`, `/unlink`.
pub fn single(call: &Call, state: &mut State, end: End, verb: &str) -> Outcome {
    if state.card(end.0, end.1).is_none() {
        return Err(Fault::not_found());
    }
    match (call.method.as_str(), verb) {
        ("GET", "links") => {
            let found = list(call, state, end, false);
            envelope::whole(call, "links", found)
        }
        ("POST", "link") => link(call, state, end.0, Some(end.1)),
        ("POST", "unlink") => unlink(call, state, end.0, Some(end.1)),
        _ => Err(Fault::method()),
    }
}

/// The same for many cards: `entity_id` comes with each item.
pub fn bulk(call: &Call, state: &mut State, kind: Kind, verb: &str) -> Outcome {
    match (call.method.as_str(), verb) {
        ("GET", "links") => {
            let Some(ids) = call.query.ints(&["filter", "entity_id"]) else {
                return Err(Fault::new(400, "filter[entity_id] is required"));
            };
            let all = ids
                .into_iter()
                .flat_map(|id| list(call, state, (kind, id), true));
            let all = all.collect();
            envelope::whole(call, "links", all)
        }
        ("POST", "link") => link(call, state, kind, None),
        ("POST", "unlink") => unlink(call, state, kind, None),
        _ => Err(Fault::method()),
    }
}

fn list(call: &Call, state: &State, end: End, with_entity: bool) -> Vec<Value> {
    let to_kind = call.query.text(&["filter", "to_entity_type"]);
    let to_id = call.query.int(&["filter", "to_entity_id"]);
    let catalog = call.query.int(&["filter", "to_catalog_id"]);
    let wanted = |other: End| {
        to_kind.is_none_or(|name| other.0.plural() == name)
            && to_id.is_none_or(|id| other.1 == id)
            && catalog.is_none_or(|id| catalog_of(state, other) == id)
    };
    let found = state.links.of(end).filter(|(_, other)| wanted(*other));
    found
        .map(|(link, other)| show(state, &link, end, other, with_entity))
        .collect()
}

fn catalog_of(state: &State, end: End) -> i64 {
    state.cards.get(&end).map_or(0, |card| card.catalog_id)
}

fn show(state: &State, link: &Link, end: End, other: End, with_entity: bool) -> Value {
    let mut body = json!({
        "to_entity_id": other.1, "to_entity_type": other.0.plural(),
        "metadata": link.json(catalog_of(state, other)),
    });
    if with_entity {
        body["entity_id"] = json!(end.1);
        body["entity_type"] = json!(end.0.plural());
    }
    body
}

/// What an item asks for.
struct Wish {
    from: End,
    to: End,
    metadata: Metadata,
}

fn read(checks: &mut Checks<'_>, state: &State, kind: Kind, card: Option<i64>) -> Option<Wish> {
    let from = card.or_else(|| checks.int("entity_id"));
    if from.is_none_or(|id| state.card(kind, id).is_none()) {
        checks.no_choice("entity_id");
    }
    let target = checks
        .text("to_entity_type")
        .and_then(|name| Kind::from_plural(&name));
    let to = target.zip(checks.int("to_entity_id"));
    if target.is_none_or(|target| target == kind) {
        checks.no_choice("to_entity_type");
    } else if to.is_none_or(|(kind, id)| state.card(kind, id).is_none()) {
        checks.no_choice("to_entity_id");
    }
    let meta = checks.get("metadata").cloned().unwrap_or_default();
    if target == Some(Kind::Element) && meta["catalog_id"].as_i64().is_none() {
        checks.missing("metadata.catalog_id");
    }
    let metadata = Metadata {
        is_main: meta["is_main"] == true,
        quantity: meta["quantity"].as_f64(),
        price_id: meta["price_id"].as_i64(),
    };
    Some(Wish {
        from: (kind, from?),
        to: to?,
        metadata,
    })
}

fn link(call: &Call, state: &mut State, kind: Kind, card: Option<i64>) -> Outcome {
    let items = call.batch(BATCH)?;
    let wishes = checks::batch(&items, |checks| read(checks, state, kind, card))?;
    let mut shown = Vec::new();
    for wish in wishes.into_iter().flatten() {
        connect(state, wish.from, wish.to, wish.metadata, call.user);
        let links = state
            .links
            .of(wish.from)
            .filter(|(_, other)| *other == wish.to);
        shown.extend(links.map(|(link, other)| show(state, &link, wish.from, other, true)));
    }
    Ok(Answer::ok(envelope::saved(call, "links", shown)))
}

fn unlink(call: &Call, state: &mut State, kind: Kind, card: Option<i64>) -> Outcome {
    let items = call.batch(BATCH)?;
    let wishes = checks::batch(&items, |checks| read_ends(checks, state, kind, card))?;
    for (from, to) in wishes.into_iter().flatten() {
        disconnect(state, from, to, call.user);
    }
    Ok(Answer::empty(204))
}

fn read_ends(
    checks: &mut Checks<'_>,
    state: &State,
    kind: Kind,
    card: Option<i64>,
) -> Option<(End, End)> {
    let from = card.or_else(|| checks.int("entity_id"));
    if from.is_none_or(|id| state.card(kind, id).is_none()) {
        checks.no_choice("entity_id");
    }
    let target = checks
        .text("to_entity_type")
        .and_then(|name| Kind::from_plural(&name));
    if target.is_none() {
        checks.no_choice("to_entity_type");
    }
    let to = checks.int("to_entity_id");
    if to.is_none() {
        checks.missing("to_entity_id");
    }
    Some(((kind, from?), (target?, to?)))
}

/// Links two cards. One company per lead and contact; the first contact of a lead is the main one.
pub fn connect(state: &mut State, a: End, b: End, metadata: Metadata, user: i64) {
    let Some((from, to)) = Link::ends(a, b) else {
        return;
    };
    if to.0 == Kind::Company {
        let old = state.linked(from, Kind::Company);
        for id in old.into_iter().filter(|id| *id != to.1) {
            disconnect(state, from, (Kind::Company, id), user);
        }
    }
    let is_new = state.links.put(from, to, metadata);
    if (from.0, to.0) == (Kind::Lead, Kind::Contact) {
        let main = if metadata.is_main {
            Some(to)
        } else {
            main_contact(state, from)
        };
        state.links.set_main(from, main.unwrap_or(to));
    }
    if is_new {
        told(state, "entity_linked", from, to, user);
    }
}

fn main_contact(state: &State, lead: End) -> Option<End> {
    let main = state.links.of(lead).find(|(link, _)| link.metadata.is_main);
    main.map(|(_, contact)| contact)
}

/// When the main contact goes, another one takes its place.
fn disconnect(state: &mut State, a: End, b: End, user: i64) {
    let Some((from, to)) = Link::ends(a, b) else {
        return;
    };
    let Some(gone) = state.links.remove(from, to) else {
        return;
    };
    let heir = state.linked(from, Kind::Contact).into_iter().next();
    if let Some(id) = heir.filter(|_| gone.is_main) {
        state.links.set_main(from, (Kind::Contact, id));
    }
    told(state, "entity_unlinked", from, to, user);
}

fn told(state: &mut State, event: &str, from: End, to: End, user: i64) {
    let link = json!({"link": {"entity": {"type": to.0.singular(), "id": to.1}}});
    let linked = event == "entity_linked";
    let (before, after) = if linked {
        (Value::Null, link)
    } else {
        (link, Value::Null)
    };
    record(
        state,
        Entry {
            event,
            entity: (from.0.singular(), from.1),
            user,
            before,
            after,
        },
    );
}
