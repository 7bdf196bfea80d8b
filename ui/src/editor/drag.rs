//! Dragging by a grip: the thing follows the pointer through its own list, as the keys would move it.

use leptos::{ev, prelude::*};
use web_sys::Element;

use super::{desk::Desk, moves::Thing};
use crate::{
    kit::{Icon, Sign},
    texts::editor,
};

/// The handle of a thing; the arrows with Alt do the same.
#[component]
pub(super) fn Grip(
    /// What it moves.
    thing: Thing,
    /// Name of the thing.
    #[prop(into)]
    title: Signal<String>,
) -> impl IntoView {
    let (desk, element) = (thing.desk(), thing.element());
    let begin = move |event: ev::PointerEvent| {
        if event.button() == 0 {
            desk.dragged.set(Some(element.clone()));
        }
    };
    view! {
        <button type="button" class="grip" aria-label=move || editor::grip(&title.read()) on:pointerdown=begin>
            <Icon sign=Sign::Grip />
        </button>
    }
}

/// Follows the pointer while something is dragged.
pub(super) fn listen(desk: Desk) {
    // On the window, because an element that changes its place loses the pointer.
    let follow = window_event_listener(ev::pointermove, move |event| {
        if let Some(element) = desk.dragged.get_untracked() {
            event.prevent_default();
            drag(desk, &element, &event);
        }
    });
    let drop = window_event_listener(ev::pointerup, move |_| desk.dragged.set(None));
    let cancel = window_event_listener(ev::pointercancel, move |_| desk.dragged.set(None));
    on_cleanup(move || {
        follow.remove();
        drop.remove();
        cancel.remove();
    });
}

fn drag(desk: Desk, element: &str, event: &ev::PointerEvent) {
    let at = document().element_from_point(event.client_x() as f32, event.client_y() as f32);
    let Some((dragged, from)) = Thing::find(desk, element) else {
        return;
    };
    let Some((other, to, target)) = at.and_then(|at| neighbour(desk, &dragged, at)) else {
        return;
    };
    if other.element() != element && passes_middle(&target, from < to, event.client_y()) {
        dragged.drag(to as isize - from as isize);
    }
}

/// The thing of the same list under the pointer.
fn neighbour(desk: Desk, dragged: &Thing, mut at: Element) -> Option<(Thing, usize, Element)> {
    loop {
        let found = Thing::find(desk, &at.id()).filter(|(thing, _)| thing.is_beside(dragged));
        if let Some((thing, index)) = found {
            return Some((thing, index, at));
        }
        at = at.parent_element()?;
    }
}

// Without this, things of different heights would change places to and fro.
fn passes_middle(target: &Element, down: bool, y: i32) -> bool {
    let area = target.get_bounding_client_rect();
    let middle = area.top() + area.height() / 2.0;
    match down {
        true => f64::from(y) > middle,
        false => f64::from(y) < middle,
    }
}
