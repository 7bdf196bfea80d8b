//! Where the keyboard stands after a view has changed.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Focuses the element with this id once the view has been drawn.
pub fn focus_by_id(id: impl Into<String>) {
    let id = id.into();
    after_drawing(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            focus(element);
        }
    });
}

/// Focuses the first match of a selector inside the element with this id.
pub fn focus_in(id: impl Into<String>, selector: &'static str) {
    let id = id.into();
    after_drawing(move || {
        let holder = document().get_element_by_id(&id);
        // An unknown selector finds nothing, like an absent element.
        let found = holder.and_then(|holder| holder.query_selector(selector).ok().flatten());
        if let Some(element) = found {
            focus(element);
        }
    });
}

/// Brings the element with this id into view.
pub fn scroll_to(id: impl Into<String>) {
    let id = id.into();
    after_drawing(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

pub(super) fn focus(element: web_sys::Element) {
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        // Elements that can't take focus ignore the call.
        drop(element.focus());
    }
}

pub(super) fn after_drawing(then: impl FnOnce() + 'static) {
    set_timeout(then, Duration::ZERO);
}
