//! A tick box.

use leptos::prelude::*;
use serde_json::Value as Json;

use super::slot::Slot;

/// A tick box with its label beside it.
pub(super) fn flag(slot: Slot) -> impl IntoView {
    let Slot {
        id,
        label,
        value,
        set,
    } = slot;
    let checked = move || {
        value
            .read()
            .as_ref()
            .and_then(Json::as_bool)
            .unwrap_or_default()
    };
    view! {
        <label class="check-label">
            <input class="check" type="checkbox" id=id prop:checked=checked
                on:change=move |event| set.run(Some(Json::Bool(event_target_checked(&event)))) />
            {label}
        </label>
    }
}
