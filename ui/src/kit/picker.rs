//! A button that opens a searchable list, by mouse, touch and keyboard.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    focus::{focus_in, scroll_to},
    icon::{Icon, Sign},
    picker_list::{Choice, first, narrowed, step},
};

/// Words a picker needs.
#[derive(Clone, Copy)]
pub struct PickerWords {
    /// Placeholder of the search.
    pub search: &'static str,
    /// Nothing matches.
    pub nothing: &'static str,
}

#[derive(Clone, Copy)]
struct State {
    id: u32,
    open: RwSignal<bool>,
    query: RwSignal<String>,
    cursor: RwSignal<usize>,
    found: Memo<Vec<Choice>>,
    on_pick: Callback<String>,
}

/// Chooses one of many.
#[component]
pub fn Picker(
    /// Accessible name of the button, before the chosen word.
    #[prop(into)]
    label: Signal<String>,
    /// What the button shows.
    #[prop(into)]
    shown: Signal<String>,
    /// What can be chosen.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Key of what is chosen now.
    #[prop(into)]
    selected: Signal<Option<String>>,
    /// Words of the list.
    words: PickerWords,
    /// Class of the button.
    #[prop(default = "input pick")]
    class: &'static str,
    /// Id of the button, for labels and focus.
    #[prop(into, optional)]
    id: Option<String>,
    /// Takes the key.
    #[prop(into)]
    on_pick: Callback<String>,
) -> impl IntoView {
    static LAST: AtomicU32 = AtomicU32::new(0);
    let query = RwSignal::new(String::new());
    let state = State {
        id: LAST.fetch_add(1, Ordering::Relaxed),
        open: RwSignal::new(false),
        query,
        cursor: RwSignal::new(0),
        found: Memo::new(move |_| narrowed(&choices.read(), &query.read())),
        on_pick,
    };
    let holder = NodeRef::<html::Div>::new();
    let button = id.unwrap_or_else(|| format!("picker-{}", state.id));
    let toggle = move |_| match state.open.get() {
        true => close(state),
        false => open(state, selected.get_untracked()),
    };
    view! {
        <div class="picker" id=holder_id(state.id) node_ref=holder
            on:focusout=move |event| leave(state, holder, &event)>
            <button type="button" class=class id=button aria-haspopup="listbox"
                aria-expanded=move || state.open.get().to_string()
                aria-label=move || format!("{}: {}", label.get(), shown.get())
                on:click=toggle on:keydown=move |event| open_by_key(state, selected, &event)>
                <span class="pick-word">{shown}</span>
            </button>
            <Show when=move || state.open.get()>
                <List state=state label=label selected=selected words=words />
            </Show>
        </div>
    }
}

/// The open list with its search.
#[component]
fn List(
    state: State,
    label: Signal<String>,
    selected: Signal<Option<String>>,
    words: PickerWords,
) -> impl IntoView {
    let list = format!("picker-list-{}", state.id);
    let active = move || option_id(state.id, state.cursor.get());
    let has_hints = Memo::new(move |_| state.found.read().iter().any(|it| !it.hint.is_empty()));
    let rows = move || {
        let found = state.found.get();
        if found.is_empty() {
            return view! { <p class="note pick-none">{words.nothing}</p> }.into_any();
        }
        rows(state, &found, selected).into_any()
    };
    view! {
        <div class="pop pick-pop" tabindex="-1">
            <div class="with-icon">
                <Icon sign=Sign::Search />
                <input class="input" type="text" role="combobox" aria-expanded="true" autocomplete="off"
                    aria-label=move || format!("{}: {}", label.get(), words.search)
                    aria-controls=list.clone() aria-activedescendant=active placeholder=words.search
                    prop:value=state.query
                    on:input=move |event| {
                        state.query.set(event_target_value(&event));
                        state.cursor.set(first(&state.found.read_untracked()));
                    }
                    on:keydown=move |event| keys(state, &event) />
            </div>
            <div class="options pick-list" role="listbox" id=list aria-label=label>{rows}</div>
            <Show when=move || has_hints.get()>
                <p class="note pick-foot">{move || hint(state)}</p>
            </Show>
        </div>
    }
}

/// The sentence about the choice at the cursor.
fn hint(state: State) -> &'static str {
    let found = state.found.read();
    found
        .get(state.cursor.get())
        .map_or("", |choice| choice.hint)
}

fn rows(state: State, found: &[Choice], selected: Signal<Option<String>>) -> Vec<AnyView> {
    let mut views = Vec::with_capacity(found.len());
    let mut group = "";
    for (index, choice) in found.iter().enumerate() {
        if choice.group != group {
            group = &choice.group;
            views.push(
                view! { <p class="pick-group" role="presentation">{choice.group.clone()}</p> }
                    .into_any(),
            );
        }
        views.push(option(state, index, choice.clone(), selected).into_any());
    }
    views
}

fn option(
    state: State,
    index: usize,
    choice: Choice,
    selected: Signal<Option<String>>,
) -> impl IntoView {
    let Choice {
        key,
        label,
        note,
        hint,
        off,
        ..
    } = choice;
    let own = key.clone();
    let chosen = move || (selected.read().as_deref() == Some(own.as_str())).to_string();
    let at_cursor = move || state.cursor.get() == index;
    view! {
        <div class="option" class:cursor=at_cursor class:off=off role="option" id=option_id(state.id, index)
            aria-selected=chosen aria-disabled=off.then_some("true") title=(!hint.is_empty()).then_some(hint)
            // A list that scrolls below a still mouse must not move the cursor.
            on:mousemove=move |event| if event.movement_x() != 0 || event.movement_y() != 0 { state.cursor.set(index) }
            // The search keeps the focus, or the list would close before the click arrives.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| if !off { pick(state, key.clone()) }>
            <span>{label}</span>
            {(!note.is_empty()).then(|| view! { <span class="note">{note}</span> })}
        </div>
    }
}

fn holder_id(id: u32) -> String {
    format!("picker-holder-{id}")
}

fn option_id(id: u32, index: usize) -> String {
    format!("picker-{id}-{index}")
}

fn open(state: State, selected: Option<String>) {
    state.query.set(String::new());
    let found = state.found.get_untracked();
    let at = found
        .iter()
        .position(|choice| Some(&choice.key) == selected.as_ref());
    let at = at.unwrap_or_else(|| first(&found));
    state.cursor.set(at);
    state.open.set(true);
    focus_in(holder_id(state.id), "input");
    scroll_to(option_id(state.id, at));
}

fn close(state: State) {
    state.open.set(false);
    focus_in(holder_id(state.id), "button");
}

fn pick(state: State, key: String) {
    close(state);
    state.on_pick.run(key);
}

fn open_by_key(state: State, selected: Signal<Option<String>>, event: &ev::KeyboardEvent) {
    if !state.open.get_untracked() && event.key() == "ArrowDown" && !event.alt_key() {
        event.prevent_default();
        open(state, selected.get_untracked());
    }
}

fn keys(state: State, event: &ev::KeyboardEvent) {
    let found = state.found.get_untracked();
    let at = state.cursor.get_untracked();
    match event.key().as_str() {
        "ArrowDown" => move_cursor(state, step(&found, at, true)),
        "ArrowUp" => move_cursor(state, step(&found, at, false)),
        "Enter" => {
            if let Some(choice) = found.get(at).filter(|choice| !choice.off) {
                pick(state, choice.key.clone());
            }
        }
        "Escape" => close(state),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

fn move_cursor(state: State, to: usize) {
    state.cursor.set(to);
    scroll_to(option_id(state.id, to));
}

fn leave(state: State, holder: NodeRef<html::Div>, event: &ev::FocusEvent) {
    let next = event
        .related_target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    // A view that is taken away while it has the focus loses it after it is gone.
    let Some(holder) = holder.try_get_untracked().flatten() else {
        return;
    };
    let inside = holder.contains(next.as_ref());
    if !inside {
        state.open.set(false);
    }
}
