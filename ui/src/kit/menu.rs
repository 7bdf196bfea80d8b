//! A small menu behind a button: what can be done with a thing, also by touch.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    focus::focus_in,
    icon::{Icon, Sign},
};

/// One line of a menu.
#[derive(Clone)]
pub struct MenuItem {
    /// Its picture.
    pub sign: Sign,
    /// Its word.
    pub word: String,
    /// Keys that do the same; may be empty.
    pub keys: &'static str,
    /// What it does.
    pub run: Callback<()>,
}

impl MenuItem {
    /// A line with a picture, a word and its keys.
    pub fn new(
        sign: Sign,
        word: impl Into<String>,
        keys: &'static str,
        run: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self {
            sign,
            word: word.into(),
            keys,
            run: Callback::new(move |()| run()),
        }
    }
}

/// A button with three dots that opens a list of actions.
#[component]
pub fn Menu(
    /// Accessible name of the button.
    #[prop(into)]
    label: Signal<String>,
    /// The actions.
    items: Vec<MenuItem>,
) -> impl IntoView {
    static LAST: AtomicU32 = AtomicU32::new(0);
    let id = format!("menu-{}", LAST.fetch_add(1, Ordering::Relaxed));
    let open = RwSignal::new(false);
    let holder = NodeRef::<html::Div>::new();
    let items = StoredValue::new(items);
    let (own, shown) = (id.clone(), id.clone());
    let show = move |_| {
        open.update(|open| *open = !*open);
        if open.get_untracked() {
            focus_in(shown.clone(), "[role=menuitem]");
        }
    };
    let close = Callback::new(move |()| {
        open.set(false);
        focus_in(own.clone(), "button");
    });
    view! {
        <div class="menu" id=id node_ref=holder on:focusout=move |event| leave(open, holder, &event)
            on:keydown=move |event| keys(open, close, holder, &event)>
            <button type="button" class="btn quiet small icon-only" aria-haspopup="menu" aria-label=label
                aria-expanded=move || open.get().to_string() on:click=show><Icon sign=Sign::Dots /></button>
            <Show when=move || open.get()>
                <div class="pop menu-pop" role="menu">
                    {items.get_value().into_iter().map(|item| line(item, close)).collect_view()}
                </div>
            </Show>
        </div>
    }
}

fn line(item: MenuItem, close: Callback<()>) -> impl IntoView {
    let run = item.run;
    let press = move |_| {
        close.run(());
        run.run(());
    };
    view! {
        <button type="button" class="option" role="menuitem" on:click=press>
            <Icon sign=item.sign /><span>{item.word}</span>
            {(!item.keys.is_empty()).then(|| view! { <kbd class="push">{item.keys}</kbd> })}
        </button>
    }
}

fn leave(open: RwSignal<bool>, holder: NodeRef<html::Div>, event: &ev::FocusEvent) {
    let next = event
        .related_target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    // A view that is taken away while it has the focus loses it after it is gone.
    let Some(holder) = holder.try_get_untracked().flatten() else {
        return;
    };
    let inside = holder.contains(next.as_ref());
    if !inside {
        open.set(false);
    }
}

fn keys(
    open: RwSignal<bool>,
    close: Callback<()>,
    holder: NodeRef<html::Div>,
    event: &ev::KeyboardEvent,
) {
    if !open.get_untracked() {
        return;
    }
    match event.key().as_str() {
        "Escape" => close.run(()),
        "ArrowDown" => neighbour(holder, true),
        "ArrowUp" => neighbour(holder, false),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

fn neighbour(holder: NodeRef<html::Div>, forward: bool) {
    let Some(active) = document().active_element() else {
        return;
    };
    let next = match forward {
        true => active.next_element_sibling(),
        false => active.previous_element_sibling(),
    };
    let inside = next.filter(|next| {
        holder
            .get_untracked()
            .is_some_and(|holder| holder.contains(Some(next)))
    });
    if let Some(element) = inside.and_then(|next| next.dyn_into::<web_sys::HtmlElement>().ok()) {
        // A menu item can always take focus.
        drop(element.focus());
    }
}
