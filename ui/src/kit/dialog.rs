//! A modal dialog on the browser's own element: focus stays inside, Esc closes, focus returns.

use leptos::{html, prelude::*};

use super::focus::{after_drawing, focus};

/// Focuses what is marked as the first step, once it has been drawn.
fn focus_first(dialog: NodeRef<html::Dialog>) {
    after_drawing(move || {
        let dialog = dialog.try_get_untracked().flatten();
        // A dialog without a mark keeps the focus where the browser has put it.
        let found = dialog.and_then(|dialog| dialog.query_selector("[data-first]").ok().flatten());
        if let Some(element) = found {
            focus(element);
        }
    });
}

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
            (true, false) => {
                // The element can only refuse when it is already open or detached; both need nothing more.
                drop(dialog.show_modal());
                // Browsers refuse `autofocus` inside amoCRM's frame, so the focus is set here.
                focus_first(element);
            }
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
