//! One of given codes.

use leptos::prelude::*;
use serde_json::Value as Json;

use super::slot::Slot;
use crate::texts::editor;

/// A select box; its codes are stored as they are.
pub(super) fn choice(
    slot: Slot,
    options: &'static [(&'static str, &'static str)],
) -> impl IntoView {
    let Slot {
        id,
        label,
        value,
        set,
    } = slot;
    let current = Memo::new(move |_| {
        value
            .read()
            .as_ref()
            .and_then(Json::as_str)
            .map(str::to_owned)
    });
    let option = move |(code, label): &(&'static str, &'static str)| {
        let (code, label) = (*code, *label);
        view! { <option value=code selected=move || current.read().as_deref() == Some(code)>{label}</option> }
    };
    let change = move |event| {
        let code = event_target_value(&event);
        set.run((!code.is_empty()).then_some(Json::String(code)));
    };
    view! {
        <select class="input" id=id aria-label=label on:change=change>
            <option value="" selected=move || current.read().is_none()>{editor().choose}</option>
            {options.iter().map(option).collect_view()}
        </select>
    }
}
