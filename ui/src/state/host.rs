//! The page around the panel: asks it for amoCRM's disposable token.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsValue;
use web_sys::MessageEvent;

/// Whether there is a page around the panel.
pub fn is_inside() -> bool {
    let window = window();
    // A parent that can't be read is no parent to talk to.
    let parent = window.parent().ok().flatten();
    parent.is_some_and(|parent| parent != window)
}

/// Asks for a token; the answer arrives in [`on_token`].
pub fn ask() {
    let hello = js_sys::Object::new();
    set(&hello, "type", "triggers:hello");
    if let Some(parent) = window().parent().ok().flatten() {
        // The message holds no secret; whoever answers with a false token is refused by the server.
        drop(parent.post_message(&hello, "*"));
    }
}

/// Takes each token that the page around sends.
pub fn on_token(take: impl Fn(String) + 'static) -> WindowListenerHandle {
    window_event_listener(ev::message, move |event: MessageEvent| {
        let parent = window().parent().ok().flatten();
        let from_parent = event.source().is_some_and(|source| {
            parent.is_some_and(|parent| js_sys::Object::is(&source, &parent))
        });
        let data = event.data();
        let is_token = text(&data, "type").as_deref() == Some("triggers:token");
        if let Some(token) = text(&data, "token").filter(|_| from_parent && is_token) {
            take(token);
        }
    })
}

fn text(data: &JsValue, key: &str) -> Option<String> {
    js_sys::Reflect::get(data, &key.into()).ok()?.as_string()
}

fn set(object: &js_sys::Object, key: &str, value: &str) {
    // Setting a key of an object made a line before can't fail.
    drop(js_sys::Reflect::set(object, &key.into(), &value.into()));
}
