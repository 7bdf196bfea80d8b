//! Two ends of a range, each typed as a value of the other side's type.

use engine::Kind;
use leptos::prelude::*;
use serde_json::{Value as Json, json};

use super::{number, slot::Slot, typed};
use crate::texts::editor;

/// From and to.
pub(super) fn range(slot: Slot, other: Option<Kind>) -> impl IntoView {
    let words = editor();
    let from = end(&slot, 0, words.from);
    let to = end(&slot, 1, words.to);
    view! {
        <div class="row range">
            <span>{words.from}</span>{one(from, other)}
            <span>{words.to}</span>{one(to, other)}
        </div>
    }
}

fn one(slot: Slot, other: Option<Kind>) -> AnyView {
    match other {
        Some(Kind::Date) => typed::date(slot).into_any(),
        Some(Kind::DateTime) => typed::date_time(slot).into_any(),
        Some(Kind::Time) => typed::time(slot).into_any(),
        _ => number::number(slot).into_any(),
    }
}

fn end(slot: &Slot, index: usize, label: &str) -> Slot {
    let (value, set) = (slot.value, slot.set);
    Slot {
        id: format!("{}-{index}", slot.id),
        label: format!("{}: {label}", slot.label),
        value: Signal::derive(move || {
            value
                .read()
                .as_ref()?
                .get(index)
                .filter(|end| !end.is_null())
                .cloned()
        }),
        set: Callback::new(move |end: Option<Json>| {
            let whole = value.get_untracked();
            let mut ends = [0, 1].map(|at| {
                whole
                    .as_ref()
                    .and_then(|whole| whole.get(at))
                    .cloned()
                    .unwrap_or(Json::Null)
            });
            if let Some(slot) = ends.get_mut(index) {
                *slot = end.unwrap_or(Json::Null);
            }
            set.run(Some(json!(ends)));
        }),
    }
}
