//! Leads in hooks.

use super::{Item, fields};
use crate::model::Card;
use crate::state::State;

/// The full item of a lead; `before` tells what the change moved.
pub(super) fn item(state: &State, action: &str, lead: &Card, before: Option<&Card>) -> Item {
    let old_status = before
        .filter(|b| stage(b) != stage(lead))
        .map(|b| b.status_id);
    let old_user = before
        .filter(|b| b.responsible != lead.responsible)
        .map(|b| b.responsible);
    let mut item = Item::new("leads", action);
    item.put("[id]", lead.id);
    item.put("[name]", &lead.name);
    item.put("[status_id]", lead.status_id);
    item.put_some("[old_status_id]", old_status);
    item.put_some("[price]", lead.price);
    item.put("[responsible_user_id]", lead.responsible);
    item.put("[last_modified]", lead.updated_at);
    item.put("[modified_user_id]", lead.updated_by);
    item.put("[created_user_id]", lead.created_by);
    item.put("[date_create]", lead.created_at);
    item.put("[pipeline_id]", lead.pipeline_id);
    tags(&mut item, state, lead);
    item.put("[account_id]", crate::state::account_id());
    fields::put(&mut item, state, lead);
    item.put_some("[old_responsible_user_id]", old_user);
    item.put("[created_at]", lead.created_at);
    item.put("[updated_at]", lead.updated_at);
    item
}

/// All that is told about a deleted lead.
pub(super) fn deleted(lead: &Card) -> Item {
    let mut item = Item::new("leads", "delete");
    item.put("[id]", lead.id);
    item.put("[status_id]", lead.status_id);
    item.put("[pipeline_id]", lead.pipeline_id);
    item
}

/// A stage is known only together with its pipeline.
pub(super) fn stage(lead: &Card) -> (i64, i64) {
    (lead.pipeline_id, lead.status_id)
}

/// The full set of tags, not a difference.
pub(super) fn tags(item: &mut Item, state: &State, card: &Card) {
    let known = card
        .tags
        .iter()
        .filter_map(|id| state.tags.iter().find(|tag| tag.id == *id));
    for (index, tag) in known.enumerate() {
        item.put(&format!("[tags][{index}][id]"), tag.id);
        item.put(&format!("[tags][{index}][name]"), &tag.name);
    }
}
