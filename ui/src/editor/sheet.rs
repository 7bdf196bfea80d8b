//! On narrow screens the side panel is a sheet; its button shows the verdict.

use engine::log::BlockStatus;
use leptos::prelude::*;

use super::desk::Desk;
use crate::{
    kit::{Icon, Sign},
    texts::editor,
};

/// Opens and closes the sheet; wide screens show the panel and hide this.
#[component]
pub(super) fn Opener(
    /// The desk.
    desk: Desk,
    /// Whether the sheet is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let ran = Memo::new(move |_| {
        let evaluation = desk.evaluation.read();
        let blocks = &evaluation.as_ref()?.blocks;
        let done = |status: BlockStatus| status == BlockStatus::Done;
        Some((
            blocks.iter().filter(|log| done(log.status)).count(),
            blocks.len(),
        ))
    });
    let problems = move || desk.problems.read().len();
    let word = move || match (open.get(), ran.get()) {
        (true, _) => editor().sheet_close.to_owned(),
        (false, None) => editor().preview.to_owned(),
        (false, Some((ran, of))) => editor::verdict(ran, of),
    };
    view! {
        <button type="button" class="btn main sheet-opener" aria-controls="side"
            aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
            <Icon sign=Sign::Bolt />{word}
            <Show when=move || problems() != 0 && !open.get()>
                <span class="chip warn"><Icon sign=Sign::Alert />{problems}</span>
            </Show>
        </button>
    }
}
