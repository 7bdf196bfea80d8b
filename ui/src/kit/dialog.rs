//! A modal dialog on the browser's own element: focus stays inside, Esc closes, focus returns.

use leptos::{html, prelude::*};

/// Shows its children while `open` is true.
#[component]
pub fn Dialog(
    /// Whether it is shown; closing by Esc sets it to false.
    open: RwSignal<bool>,
    /// Heading and accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// Built anew each time the dialog opens.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = element.get() else { return };
        match (open.get(), dialog.open()) {
            // The element can only refuse when it is already open or detached; both need nothing more.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            (true, true) | (false, false) => {}
        }
    });
    view! {
        <dialog class="dialog" node_ref=element aria-label=title on:close=move |_| open.set(false)>
            <Show when=move || open.get()>
                <div class="dialog-in">
                    <h2>{title}</h2>
                    {children()}
                </div>
            </Show>
        </dialog>
    }
}
