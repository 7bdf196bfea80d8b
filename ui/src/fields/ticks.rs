//! Tick boxes in one line: several of a fixed list.

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;

use super::slot::Slot;

/// The ticked keys are stored as a list, in the order of the options.
pub(super) fn ticks<K>(slot: Slot, options: Vec<(K, &'static str)>) -> impl IntoView
where
    K: Keyed + Copy + Send + Sync + 'static,
{
    let Slot {
        id,
        label,
        value,
        set,
    } = slot;
    let ticked = Memo::new(move |_| -> Vec<K::Saved> {
        let list = value
            .get()
            .and_then(|json| serde_json::from_value(json).ok());
        list.unwrap_or_default()
    });
    let order: Vec<K::Saved> = options.iter().map(|(key, _)| key.saved()).collect();
    let tick = Callback::new(move |(key, on): (K::Saved, bool)| {
        let mut keys = ticked.get_untracked();
        keys.retain(|other| *other != key);
        if on {
            keys.push(key);
        }
        keys.sort_by_key(|key| order.iter().position(|other| other == key));
        set.run((!keys.is_empty()).then(|| json!(keys)));
    });
    let option = move |(key, label): (K, &'static str)| {
        let checked = move || ticked.read().contains(&key.saved());
        view! {
            <label class="check-label">
                <input class="check" type="checkbox" prop:checked=checked
                    on:change=move |event| tick.run((key.saved(), event_target_checked(&event))) />
                {label}
            </label>
        }
    };
    view! {
        <div class="row" role="group" id=id aria-label=label>
            {options.into_iter().map(option).collect_view()}
        </div>
    }
}

/// A key of the page and what is saved of it.
pub(super) trait Keyed {
    /// What stands in the JSON.
    type Saved: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static;

    /// The key as it is saved.
    fn saved(&self) -> Self::Saved;
}

impl Keyed for u8 {
    type Saved = Self;

    fn saved(&self) -> Self {
        *self
    }
}

impl Keyed for &'static str {
    type Saved = String;

    fn saved(&self) -> String {
        (*self).to_owned()
    }
}
