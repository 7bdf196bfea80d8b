//! Name of a global variable, typed by hand.

use leptos::prelude::*;

use super::slot::Slot;

/// One line without templates.
pub(super) fn variable(slot: Slot) -> impl IntoView {
    let text = slot.text();
    let typed = slot.clone();
    view! {
        <input class="input" id=slot.id autocomplete="off" autocapitalize="off" spellcheck="false"
            aria-label=slot.label prop:value=text
            on:input=move |event| typed.set_text(event_target_value(&event)) />
    }
}
