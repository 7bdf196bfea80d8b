//! The left half of a block: rows and the formula in words.

use leptos::prelude::*;

use super::{block::block_of, condition::ConditionRow, desk::Desk, moves::element};
use crate::{
    kit::{Icon, Sign, focus_in},
    state::edits,
    texts::{editor, words},
};

/// Rows of a block.
#[component]
pub(super) fn Conditions(
    /// The desk.
    desk: Desk,
    /// Id of the block.
    block: String,
) -> impl IntoView {
    let words = editor();
    let rows = desk.draft.places(block.clone(), |block| &block.conditions);
    let (own, said, by_or) = (block.clone(), block.clone(), block.clone());
    let sentence =
        move || block_of(desk, &said).map(|block| words::formula(&block, &desk.names.read()));
    let passed = move || {
        let log = desk.block_log(&by_or)?;
        log.passed_by_or.map(|index| view! { <p class="yes-text"><Icon sign=Sign::Check />{editor::passed_by_or(index + 1)}</p> })
    };
    view! {
        <div class="half">
            <div class="half-head">
                <h3>{words.conditions}</h3>
                <button type="button" class="btn quiet small push add-condition" on:click=move |_| add(desk, &own)>
                    <Icon sign=Sign::Plus />{words.add_condition}<kbd>"/"</kbd>
                </button>
            </div>
            <ul class="conds">
                <For each=move || rows.get() key=|place| place.item.clone()
                    children=move |place| view! { <ConditionRow desk=desk place=place /> } />
            </ul>
            {passed}
            <p class="sentence">{sentence}</p>
        </div>
    }
}

/// Adds a row and opens it.
pub(super) fn add(desk: Desk, block: &str) {
    let added = desk
        .draft
        .edit(|scenario| edits::block_mut(scenario, block).map(edits::add_condition));
    if let Some(id) = added {
        let element = element(block, &id);
        desk.open.set(Some(element.clone()));
        focus_in(element, ".cond-form button");
    }
}
