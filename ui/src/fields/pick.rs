//! A picker over a slot: one of a list, stored as JSON.

use leptos::prelude::*;
use serde_json::Value as Json;

use super::slot::Slot;
use crate::{
    kit::{Choice, Picker, PickerWords},
    texts::{editor, frame},
};

/// Words of every picker.
pub(super) fn words() -> PickerWords {
    PickerWords {
        search: frame().search,
        nothing: frame().nothing,
    }
}

/// A picker whose keys are written as JSON texts.
pub(super) fn picker(slot: Slot, choices: Signal<Vec<Choice>>) -> impl IntoView {
    let value = slot.value;
    let selected = Signal::derive(move || value.get().map(|json| json.to_string()));
    let shown = Signal::derive(move || {
        let key = selected.get();
        let choices = choices.read();
        let found = choices
            .iter()
            .find(|choice| Some(&choice.key) == key.as_ref());
        match (found, key) {
            (Some(choice), _) => choice.label.clone(),
            (None, None) => editor().choose.to_owned(),
            // What is gone from the account stands for itself, a text without its quotes.
            (None, Some(key)) => serde_json::from_str::<String>(&key).unwrap_or(key),
        }
    });
    let set = slot.set;
    // A key that is no JSON can't come from the choices below.
    let pick = move |key: String| set.run(serde_json::from_str::<Json>(&key).ok());
    view! {
        <Picker label=slot.label shown=shown choices=choices selected=selected words=words() id=slot.id on_pick=pick />
    }
}
