//! The left half of a block: rows and the formula in words.

use engine::scenario::Group;
use leptos::prelude::*;

use super::{block::block_of, condition::ConditionRow, desk::Desk, moves::element, tree};
use crate::{
    kit::{Icon, Sign, focus_in},
    state::{brackets, edits},
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
    let [own, said, by_or, shaped, failed] = [(); 5].map(|()| block.clone());
    let formula = desk
        .draft
        .part(move |scenario| edits::block(scenario, &shaped)?.formula.clone());
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
                <Brackets desk=desk block=block.clone() formula=formula />
                <button type="button" class="btn quiet small push add-condition" on:click=move |_| add(desk, &own)>
                    <Icon sign=Sign::Plus />{words.add_condition}<kbd>"/"</kbd>
                </button>
            </div>
            {move || match formula.get() {
                Some(formula) => tree::tree(desk, &block, &formula),
                None => flat(desk, &block),
            }}
            {passed}
            {move || reasons(desk, &failed)}
            <p class="sentence">{sentence}</p>
        </div>
    }
}

/// Why the block would not run, and the fewest rows to change.
fn reasons(desk: Desk, id: &str) -> Option<AnyView> {
    let block = block_of(desk, id)?;
    let why = engine::why(&block, &desk.block_log(id)?);
    if why.rows.is_empty() {
        return None;
    }
    let number = |id: &String| block.conditions.iter().position(|row| row.id == *id);
    let number = |id: &String| number(id).map(|index| index + 1);
    let sets: Vec<Vec<usize>> = why
        .changes
        .iter()
        .map(|set| set.iter().filter_map(number).collect())
        .collect();
    let rows = why
        .rows
        .into_iter()
        .map(|row| view! { <li>{row.text}</li> });
    // With one row in the way there is nothing to choose.
    let enough = (rows.len() > 1 && !sets.is_empty())
        .then(|| view! { <p>{editor::enough(&sets, why.more)}</p> });
    Some(
        view! { <div class="why small"><p class="soft">{editor().why}</p><ul>{rows.collect_view()}</ul>{enough}</div> }
            .into_any(),
    )
}

/// Rows with their joiners.
fn flat(desk: Desk, block: &str) -> AnyView {
    let rows = desk
        .draft
        .places(block.to_owned(), |block| &block.conditions);
    view! {
        <ul class="conds">
            <For each=move || rows.get() key=|place| place.item.clone()
                children=move |place| view! { <ConditionRow desk=desk place=place not=None /> } />
        </ul>
    }
    .into_any()
}

/// Chooses between joiners and brackets; brackets begin with the meaning of the joiners.
#[component]
fn Brackets(desk: Desk, block: String, formula: Memo<Option<Group>>) -> impl IntoView {
    let on = move || formula.read().is_some();
    let turn = move |_| tree::edit(desk, &block, brackets::toggle);
    view! {
        <button type="button" class="btn quiet small" aria-pressed=move || on().to_string()
            title=editor().brackets_on on:click=turn>"( ) "{editor().brackets}</button>
    }
}

/// Adds a row and opens it.
pub(super) fn add(desk: Desk, block: &str) {
    let added = desk.draft.edit(|scenario| {
        let block = edits::block_mut(scenario, block)?;
        let id = edits::add_condition(block);
        brackets::settle(block);
        Some(id)
    });
    if let Some(id) = added {
        let element = element(block, &id);
        desk.open.set(Some(element.clone()));
        focus_in(element, ".cond-form button");
    }
}
