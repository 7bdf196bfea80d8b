//! A switch with its words.

use leptos::prelude::*;

/// On or off, at once.
#[component]
pub fn Switch(
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Word shown beside it; may be empty.
    #[prop(into, optional)]
    word: MaybeProp<String>,
    /// Whether a request is under way.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// Takes the new state.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="switch-label">
            <input
                class="switch"
                type="checkbox"
                role="switch"
                aria-label=label
                disabled=busy
                prop:checked=on
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            {move || word.get()}
        </label>
    }
}
