//! Which hooks a change of a card produces.

use super::{Item, fields, lead, notify, person, pipeline};
use crate::kind::Kind;
use crate::model::Card;
use crate::state::State;

/// A card was made.
pub fn card_added(state: &mut State, card: &Card) {
    send(state, card, "add", None);
    pipeline::lead_moved(state, None, card);
}

/// A card was edited. A new stage and a new responsible user come as hooks of their own, and the
/// update comes as well.
pub fn card_changed(state: &mut State, before: &Card, card: &Card) {
    let moved = lead::stage(before) != lead::stage(card);
    let handed_over = before.responsible != card.responsible;
    if card.kind == Kind::Lead && moved {
        send(state, card, "status", Some(before));
    }
    if card.kind == Kind::Lead && handed_over {
        send(state, card, "responsible", Some(before));
    }
    send(state, card, "update", Some(before));
    pipeline::lead_moved(state, Some(before), card);
}

/// A card went to the recycle bin or came back.
pub fn card_moved(state: &mut State, card: &Card) {
    send(
        state,
        card,
        if card.is_deleted { "delete" } else { "restore" },
        None,
    );
}

fn send(state: &mut State, card: &Card, action: &str, before: Option<&Card>) {
    let item = match (card.kind, action) {
        (Kind::Lead, "delete") => lead::deleted(card),
        (Kind::Lead, _) => lead::item(state, action, card, before),
        (Kind::Contact | Kind::Company, "delete") => person::deleted(card),
        (Kind::Contact | Kind::Company, _) => person::item(state, action, card, before),
        (Kind::Element, _) => element(state, action, card),
    };
    let name = card.kind.singular();
    let mut settings = vec![format!("{action}_{name}")];
    // A contact's new responsible user has no layout of its own: one body serves both settings.
    let handed_over = before.is_some_and(|before| before.responsible != card.responsible);
    if handed_over && card.kind != Kind::Lead {
        settings.push(format!("responsible_{name}"));
    }
    let settings: Vec<&str> = settings.iter().map(String::as_str).collect();
    notify(state, &settings, item.pairs);
}

fn element(state: &State, action: &str, card: &Card) -> Item {
    let mut item = Item::new("catalogs", action);
    item.put("[id]", card.id);
    item.put("[date_create]", card.created_at);
    item.put("[date_modify]", card.updated_at);
    item.put("[created_by]", card.created_by);
    item.put("[modified_by]", card.updated_by);
    item.put("[catalog_id]", card.catalog_id);
    item.put("[name]", &card.name);
    item.put("[deleted]", u8::from(card.is_deleted));
    fields::put(&mut item, state, card);
    item.put("[created_at]", card.created_at);
    item.put("[updated_at]", card.updated_at);
    item.put("[type]", "catalog");
    item
}
