//! The dialog when another person has saved the scenario in between.

use leptos::prelude::*;

use crate::{
    kit::Dialog,
    texts::{editor, frame},
};

/// Theirs, mine, or think again.
#[component]
pub(super) fn Conflict(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Takes what the server has.
    on_theirs: Callback<()>,
    /// Saves on top of it.
    on_mine: Callback<()>,
) -> impl IntoView {
    let words = editor();
    let choose = move |choice: Callback<()>| {
        open.set(false);
        choice.run(());
    };
    view! {
        <Dialog open=open title=words.conflict_title>
            <p>{words.conflict}</p>
            <div class="row dialog-foot">
                <button class="btn main" on:click=move |_| choose(on_theirs)>{words.conflict_theirs}</button>
                <button class="btn" on:click=move |_| choose(on_mine)>{words.conflict_mine}</button>
                <button class="btn quiet" on:click=move |_| open.set(false)>{frame().cancel}</button>
            </div>
        </Dialog>
    }
}
