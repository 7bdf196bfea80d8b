//! A period such as one hour.

use leptos::prelude::*;
use serde_json::{Value as Json, json};

use super::slot::Slot;
use crate::texts::editor;

/// Codes of the units, as in [`engine::scenario::OffsetUnit`].
const UNITS: [&str; 7] = [
    "minutes", "hours", "days", "workdays", "weeks", "months", "years",
];

/// A period from now on; without an amount the setting is not set.
pub fn period(slot: Slot) -> impl IntoView {
    amount_and_unit(slot, Some("0"))
}

/// A shift of a date; negative is earlier.
pub fn shift(slot: Slot) -> impl IntoView {
    amount_and_unit(slot, None)
}

fn amount_and_unit(slot: Slot, least: Option<&'static str>) -> impl IntoView {
    let words = editor();
    let labels = [
        words.minutes,
        words.hours,
        words.days,
        words.workdays,
        words.weeks,
        words.months,
        words.years,
    ];
    let Slot {
        id,
        label,
        value,
        set,
    } = slot;
    let amount = Memo::new(move |_| {
        value
            .read()
            .as_ref()
            .and_then(|json| json.get("amount")?.as_i64())
    });
    let unit = Memo::new(move |_| {
        let saved = value
            .read()
            .as_ref()
            .and_then(|json| Some(json.get("unit")?.as_str()?.to_owned()));
        saved.unwrap_or_else(|| "hours".to_owned())
    });
    let store = move |amount: Option<i64>, unit: String| {
        set.run(amount.map(|amount| json!({ "amount": amount, "unit": unit })));
    };
    let options = UNITS.iter().zip(labels).map(|(code, label)| {
        view! { <option value=*code selected=move || *unit.read() == *code>{label}</option> }
    });
    let shown = move || {
        amount
            .get()
            .map(|amount| Json::from(amount).to_string())
            .unwrap_or_default()
    };
    view! {
        <div class="row period">
            <input class="input" id=id type="number" min=least aria-label=label.clone() prop:value=shown
                on:input=move |event| store(event_target_value(&event).parse().ok(), unit.get_untracked()) />
            <select class="input" aria-label=format!("{label}: {}", words.unit)
                on:change=move |event| store(amount.get_untracked(), event_target_value(&event))>
                {options.collect_view()}
            </select>
        </div>
    }
}
