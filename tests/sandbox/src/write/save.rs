//! Saves drafts and tells history and hooks what changed.

use super::draft::Draft;
use super::{history, stage, tags};
use crate::hooks;
use crate::kind::Kind;
use crate::model::Card;
use crate::resources::links;
use crate::state::State;

/// Makes a card and returns its number.
pub fn create(state: &mut State, kind: Kind, catalog_id: i64, draft: Draft, user: i64) -> i64 {
    let now = state.clock.now();
    let id = state.next_id(kind.plural());
    let mut card = Card::new(kind, id, user, now);
    card.catalog_id = catalog_id;
    card.is_unsorted = draft.is_unsorted;
    if kind == Kind::Lead
        && let Some(main) = state.main_pipeline()
    {
        (card.pipeline_id, card.status_id) = (main.id, main.first_stage());
    }
    let (links, is_named) = (draft.links.clone(), draft.name.is_some());
    let own = Draft {
        created_by: draft.created_by.or(Some(user)),
        ..draft
    };
    apply(state, &mut card, own);
    if kind == Kind::Lead && !is_named {
        card.name = format!("Сделка #{id}");
    }
    state.cards.insert((kind, id), card.clone());
    for (to, metadata) in links {
        links::connect(state, (kind, id), to, metadata, user);
    }
    history::card_added(state, &card);
    hooks::card_added(state, &card);
    id
}

/// Changes a card; returns its `updated_at`. Nothing happens when nothing differs.
pub fn update(state: &mut State, kind: Kind, id: i64, draft: Draft, user: i64) -> Option<i64> {
    let before = state.cards.get(&(kind, id))?.clone();
    let mut card = before.clone();
    let (editor, at) = (draft.updated_by.unwrap_or(user), draft.updated_at);
    apply(state, &mut card, draft);
    if card == before {
        return Some(before.updated_at);
    }
    card.updated_by = editor;
    card.updated_at = at.unwrap_or_else(|| state.clock.now());
    state.cards.insert((kind, id), card.clone());
    history::card_changed(state, &before, &card);
    hooks::card_changed(state, &before, &card);
    Some(card.updated_at)
}

/// Moves a card to the recycle bin, which only people can do.
pub fn erase(state: &mut State, kind: Kind, id: i64, user: i64) -> bool {
    flip_deleted(state, kind, id, user, true)
}

/// Takes a card out of the recycle bin.
pub fn restore(state: &mut State, kind: Kind, id: i64, user: i64) -> bool {
    flip_deleted(state, kind, id, user, false)
}

fn flip_deleted(state: &mut State, kind: Kind, id: i64, user: i64, deleted: bool) -> bool {
    let now = state.clock.now();
    let Some(card) = state
        .cards
        .get_mut(&(kind, id))
        .filter(|c| c.is_deleted != deleted)
    else {
        return false;
    };
    (card.is_deleted, card.updated_by, card.updated_at) = (deleted, user, now);
    let card = card.clone();
    history::card_moved(state, &card, user);
    hooks::card_moved(state, &card);
    true
}

fn apply(state: &mut State, card: &mut Card, draft: Draft) {
    let now = state.clock.now();
    names(card, &draft);
    card.price = draft.price.or(card.price);
    if let Some((pipeline, status)) = draft.stage {
        stage::enter(card, pipeline, status, now);
    }
    if let Some(reason) = draft.loss_reason {
        card.loss_reason_id = reason;
    }
    if card.closed_at.is_some() {
        card.closed_at = draft.closed_at.or(card.closed_at);
    }
    card.source = draft.source.or(card.source.take());
    card.responsible = draft.responsible.unwrap_or(card.responsible);
    card.group_id = state.user(card.responsible).map_or(0, |user| user.group_id);
    card.created_at = draft.created_at.unwrap_or(card.created_at);
    if let Some(author) = draft.created_by {
        card.created_by = author;
    }
    card.updated_by = draft.updated_by.unwrap_or(card.updated_by);
    if let Some(at) = draft.updated_at {
        card.updated_at = at;
    }
    for (field, values) in draft.values {
        if !values.is_empty() || card.values.contains_key(&field) {
            card.values.insert(field, values);
        }
    }
    tags::apply(state, card, draft.tags);
}

/// First and last name win over the full one; the full one alone leaves them alone.
fn names(card: &mut Card, draft: &Draft) {
    if let Some(name) = &draft.name {
        card.name.clone_from(name);
    }
    if draft.first_name.is_some() || draft.last_name.is_some() {
        if let Some(first) = &draft.first_name {
            card.first_name.clone_from(first);
        }
        if let Some(last) = &draft.last_name {
            card.last_name.clone_from(last);
        }
        card.join_name();
    }
}
