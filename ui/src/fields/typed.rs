//! Dates and times, by the browser's own inputs.

use leptos::prelude::*;

use super::slot::Slot;

/// A day: `YYYY-MM-DD`.
pub(super) fn date(slot: Slot) -> impl IntoView {
    native(slot, "date")
}

/// A time of day: `HH:MM`.
pub(super) fn time(slot: Slot) -> impl IntoView {
    native(slot, "time")
}

/// A day and a time: `YYYY-MM-DD HH:MM`.
pub(super) fn date_time(slot: Slot) -> impl IntoView {
    let text = slot.text();
    let shown = move || text.get().replacen(' ', "T", 1);
    let (id, label) = (slot.id.clone(), slot.label.clone());
    view! {
        <input class="input" type="datetime-local" id=id aria-label=label prop:value=shown
            on:input=move |event| slot.set_text(event_target_value(&event).replacen('T', " ", 1)) />
    }
}

fn native(slot: Slot, kind: &'static str) -> impl IntoView {
    let (id, label, text) = (slot.id.clone(), slot.label.clone(), slot.text());
    view! {
        <input class="input" type=kind id=id aria-label=label prop:value=text
            on:input=move |event| slot.set_text(event_target_value(&event)) />
    }
}
