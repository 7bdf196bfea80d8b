//! Several of given codes.

use leptos::prelude::*;
use serde_json::json;

use super::slot::Slot;

/// Tick boxes; the ticked codes are stored as a list.
pub(super) fn choices(
    slot: Slot,
    options: &'static [(&'static str, &'static str)],
) -> impl IntoView {
    let Slot {
        id,
        label,
        value,
        set,
    } = slot;
    let ticked = Memo::new(move |_| -> Vec<String> {
        let list = value
            .get()
            .and_then(|json| serde_json::from_value(json).ok());
        list.unwrap_or_default()
    });
    let tick = move |code: &'static str, on: bool| {
        let mut codes = ticked.get_untracked();
        codes.retain(|other| other != code);
        if on {
            codes.push(code.to_owned());
        }
        set.run((!codes.is_empty()).then(|| json!(codes)));
    };
    let option = move |(code, label): &(&'static str, &'static str)| {
        let (code, label) = (*code, *label);
        let checked = move || ticked.read().iter().any(|other| other == code);
        view! {
            <label class="check-label">
                <input class="check" type="checkbox" prop:checked=checked
                    on:change=move |event| tick(code, event_target_checked(&event)) />
                {label}
            </label>
        }
    };
    view! {
        <div class="row" role="group" id=id aria-label=label>{options.iter().map(option).collect_view()}</div>
    }
}
