//! Days of the week.

use leptos::prelude::*;
use serde_json::json;

use super::slot::Slot;
use crate::texts::editor;

/// Seven tick boxes; the ticked days are stored as numbers, 1 = Monday.
pub(super) fn weekdays(slot: Slot) -> impl IntoView {
    let words = editor();
    let days = [
        words.monday,
        words.tuesday,
        words.wednesday,
        words.thursday,
        words.friday,
        words.saturday,
        words.sunday,
    ];
    let Slot {
        id,
        label,
        value,
        set,
    } = slot;
    let ticked = Memo::new(move |_| -> Vec<u8> {
        let list = value
            .get()
            .and_then(|json| serde_json::from_value(json).ok());
        list.unwrap_or_default()
    });
    let tick = move |day: u8, on: bool| {
        let mut days = ticked.get_untracked();
        days.retain(|other| *other != day);
        if on {
            days.push(day);
        }
        days.sort_unstable();
        set.run((!days.is_empty()).then(|| json!(days)));
    };
    let option = move |(day, label): (u8, &'static str)| {
        view! {
            <label class="check-label">
                <input class="check" type="checkbox" prop:checked=move || ticked.read().contains(&day)
                    on:change=move |event| tick(day, event_target_checked(&event)) />
                {label}
            </label>
        }
    };
    view! { <div class="row" role="group" id=id aria-label=label>{(1..).zip(days).map(option).collect_view()}</div> }
}
