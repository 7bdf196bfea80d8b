//! Keys of the whole editor, and the map of them.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{conditions, desk::Desk, problems};
use crate::{
    kit::{Icon, Sign, focus_by_id},
    texts::editor::{self, KEYS},
};

/// Follows the keys while the editor is open.
pub(super) fn listen(desk: Desk, on_save: Callback<()>) {
    let listener = window_event_listener(ev::keydown, move |event| {
        if press(desk, on_save, &event) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

/// Whether the key was one of ours; letters count on both keyboard layouts.
fn press(desk: Desk, on_save: Callback<()>, event: &ev::KeyboardEvent) -> bool {
    let control = event.ctrl_key() || event.meta_key();
    match (event.code().as_str(), control, event.shift_key()) {
        ("KeyS", true, false) => on_save.run(()),
        ("KeyZ", true, false) => desk.draft.undo(),
        ("KeyZ", true, true) | ("KeyY", true, false) => desk.draft.redo(),
        ("F8", false, false) => problems::next(desk),
        _ if control || is_typing(event) => return false,
        _ => return letter(desk, event.key().as_str()),
    }
    true
}

fn letter(desk: Desk, key: &str) -> bool {
    match key {
        "/" => {
            if let Some(block) = focused_block(desk) {
                conditions::add(desk, &block);
            }
        }
        "?" => show_map(),
        _ => return false,
    }
    true
}

/// Opens the map and goes to it; a focus on a closed one would show nothing.
fn show_map() {
    if let Some(map) = document().get_element_by_id("keys-map") {
        // Setting an attribute can only fail for an impossible name.
        drop(map.set_attribute("open", ""));
    }
    focus_by_id("keys");
}

/// The block that has the focus, else the first.
fn focused_block(desk: Desk) -> Option<String> {
    let blocks = desk.draft.blocks().get_untracked();
    // An element outside all blocks is inside none.
    let near = document()
        .active_element()
        .and_then(|element| element.closest(".block").ok().flatten());
    let id = near.map(|element| element.id());
    let focused = blocks
        .iter()
        .find(|block| id.as_deref() == Some(&format!("block-{block}")));
    focused.or(blocks.first()).cloned()
}

/// Whether the key goes into a text.
pub(super) fn is_typing(event: &ev::KeyboardEvent) -> bool {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| {
        let tag = element.tag_name();
        let checkbox = element.get_attribute("type").as_deref() == Some("checkbox");
        matches!(tag.as_str(), "TEXTAREA" | "SELECT") || (tag == "INPUT" && !checkbox)
    })
}

/// The map of keys.
#[component]
pub(super) fn Map() -> impl IntoView {
    let line = |(keys, what): (&'static str, &'static str)| view! { <dt><kbd>{keys}</kbd></dt><dd>{what}</dd> };
    view! {
        <details class="keys" id="keys-map">
            <summary class="small soft" id="keys"><Icon sign=Sign::Right />{editor::Editor::RU.keys}<kbd>"?"</kbd></summary>
            <dl class="small soft">{KEYS.map(line).collect_view()}</dl>
        </details>
    }
}
