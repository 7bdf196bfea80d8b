//! The editor: blocks in the middle, what they do on a chosen deal beside them.

mod block;
mod condition;
mod condition_form;
mod conditions;
mod deal;
mod desk;
mod drag;
mod head;
mod keys;
mod moves;
mod preview;
mod problems;
mod relative;
mod run_settings;
mod sheet;
mod side;
pub mod summary;
mod timer_date;
mod timer_form;
mod tree;
mod trigger;
mod trigger_form;
mod triggers;

pub use desk::Desk;
pub use head::Head;

use leptos::prelude::*;

use crate::{
    kit::{EmptyState, Icon, Sign},
    state::edits,
    texts::editor,
};

/// The body of the editor.
#[component]
pub fn Body(
    /// The scenario with its preview.
    desk: Desk,
    /// Scenarios that can be a fallback.
    #[prop(into)]
    others: Signal<Vec<(u64, String)>>,
    /// Saves.
    on_save: Callback<()>,
) -> impl IntoView {
    keys::listen(desk, on_save);
    drag::listen(desk);
    let words = editor();
    let sheet = RwSignal::new(false);
    let blocks = desk.draft.blocks();
    view! {
        <main id="main" class="page" tabindex="-1">
            <h1 class="sr">{words.heading}</h1>
            <div class="editor">
                <div class="stack">
                    <Show when=move || blocks.read().is_empty()>
                        <section class="card">
                            <EmptyState sign=Sign::Bolt title=words.no_blocks_title text=words.no_blocks />
                        </section>
                    </Show>
                    <For each=move || blocks.get() key=Clone::clone
                        children=move |id| view! { <block::BlockCard desk=desk id=id /> } />
                    <div class="row">
                        <button class="btn add" on:click=move |_| { desk.draft.edit(edits::add_block); }>
                            <Icon sign=Sign::Plus />{words.add_block}
                        </button>
                        <p class="note">{words.blocks_note}</p>
                    </div>
                    <run_settings::RunSettings desk=desk others=others />
                </div>
                <sheet::Opener desk=desk open=sheet />
                <aside class="side" class:open=sheet id="side" aria-label=words.preview_region>
                    <preview::Preview desk=desk />
                    <problems::Problems desk=desk />
                    <keys::Map />
                </aside>
            </div>
        </main>
    }
}
