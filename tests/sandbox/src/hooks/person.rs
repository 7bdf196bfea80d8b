//! Contacts and companies in hooks: both come as contacts and differ by `type`.

use super::{Item, fields, lead};
use crate::kind::Kind;
use crate::model::Card;
use crate::state::State;

/// The full item of a contact or company.
pub(super) fn item(state: &State, action: &str, card: &Card, before: Option<&Card>) -> Item {
    let end = (card.kind, card.id);
    let old_user = before
        .filter(|b| b.responsible != card.responsible)
        .map(|b| b.responsible);
    let mut item = Item::new("contacts", action);
    item.put("[id]", card.id);
    item.put("[name]", &card.name);
    item.put("[responsible_user_id]", card.responsible);
    item.put("[date_create]", card.created_at);
    item.put("[last_modified]", card.updated_at);
    item.put("[created_user_id]", card.created_by);
    item.put("[modified_user_id]", card.updated_by);
    company(&mut item, state, card);
    item.put("[account_id]", crate::state::account_id());
    fields::put(&mut item, state, card);
    lead::tags(&mut item, state, card);
    for lead in state.linked(end, Kind::Lead) {
        item.put(&format!("[linked_leads_id][{lead}][ID]"), lead);
    }
    item.put_some("[old_responsible_user_id]", old_user);
    item.put("[created_at]", card.created_at);
    item.put("[updated_at]", card.updated_at);
    item.put("[type]", card.kind.singular());
    item
}

fn company(item: &mut Item, state: &State, card: &Card) {
    if card.kind != Kind::Contact {
        return;
    }
    let linked = state.linked((card.kind, card.id), Kind::Company);
    if let Some(company) = linked.first().and_then(|id| state.card(Kind::Company, *id)) {
        item.put("[company_name]", &company.name);
        item.put("[linked_company_id]", company.id);
    }
}

/// All that is told about a deleted contact or company.
pub(super) fn deleted(card: &Card) -> Item {
    let mut item = Item::new("contacts", "delete");
    item.put("[id]", card.id);
    item.put("[type]", card.kind.singular());
    item
}
