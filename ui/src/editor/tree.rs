//! Rows of a block with brackets: groups in groups, «НЕ» before any of them.

use engine::scenario::{Block, Group, Item, Join};
use leptos::prelude::*;

use super::{condition::ConditionRow, desk::Desk};
use crate::{
    kit::{Chip, Sign, Tone},
    state::{
        brackets::{self, Route},
        edits::{self, Place},
    },
    texts::editor,
};

/// The outer bracket with everything in it.
pub(super) fn tree(desk: Desk, block: &str, formula: &Group) -> AnyView {
    group(desk, block, formula, Vec::new())
}

fn group(desk: Desk, block: &str, group: &Group, route: Route) -> AnyView {
    let items = group.items.iter().enumerate().map(|(index, item)| {
        let inner = [route.as_slice(), &[index]].concat();
        one(desk, block, item, inner)
    });
    let items = items.collect_view();
    let class = if route.is_empty() {
        "stack stack-tight"
    } else {
        "group"
    };
    let head = head(desk, block, group, route);
    view! {
        <div class=class role="group" aria-label=heading(group)>
            {head}
            <ul class="conds">{items}</ul>
        </div>
    }
    .into_any()
}

fn one(desk: Desk, block: &str, item: &Item, route: Route) -> AnyView {
    match item {
        Item::Row(row) => {
            let place = Place {
                block: block.to_owned(),
                item: row.id.clone(),
            };
            view! { <ConditionRow desk=desk place=place not=Some(row.not) /> }.into_any()
        }
        Item::Group(inner) => view! { <li>{group(desk, block, inner, route)}</li> }.into_any(),
    }
}

fn heading(group: &Group) -> &'static str {
    match group.join {
        Join::All => editor().all_hold,
        Join::Any => editor().any_holds,
    }
}

/// «НЕ», «все» or «любое», and what the bracket gives on the chosen deal.
fn head(desk: Desk, block: &str, group: &Group, route: Route) -> impl IntoView + use<> {
    let words = editor();
    let (turned, joined) = ((block.to_owned(), route.clone()), (block.to_owned(), route));
    let not = move |_| {
        edit(desk, &turned.0, |block| {
            brackets::turn_not(block, &turned.1)
        })
    };
    let join = move |_| {
        edit(desk, &joined.0, |block| {
            brackets::turn_join(block, &joined.1)
        })
    };
    let (own, id) = (group.clone(), block.to_owned());
    let result = move || {
        let log = desk.block_log(&id)?;
        let (tone, sign, word) = match engine::block::bracket(&own, &log.rows)? {
            true => (Tone::Yes, Sign::Check, words.yes_word),
            false => (Tone::No, Sign::Cross, words.no_word),
        };
        Some(view! { <span class="push"><Chip tone=tone sign=sign word=word /></span> })
    };
    view! {
        <div class="group-head">
            <button type="button" class="join" class:or=group.not aria-pressed=group.not.to_string()
                aria-label=words.not_bracket on:click=not>{words.not}</button>
            <button type="button" class="btn quiet small" aria-label=format!("{}. {}", heading(group), words.turn)
                on:click=join>{heading(group)}</button>
            {result}
        </div>
    }
}

/// Changes a block as one step of undo.
pub(super) fn edit(desk: Desk, id: &str, change: impl FnOnce(&mut Block)) {
    desk.draft.edit(|scenario| {
        if let Some(block) = edits::block_mut(scenario, id) {
            change(block);
        }
    });
}
