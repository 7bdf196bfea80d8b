//! Where an input reads and writes: a piece of JSON with a name.

use leptos::prelude::*;
use serde_json::Value as Json;

/// A named piece of JSON that an input edits.
#[derive(Clone)]
pub struct Slot {
    /// Id of the input in the page.
    pub id: String,
    /// Label, also the accessible name.
    pub label: String,
    /// The value; `None` is not set.
    pub value: Signal<Option<Json>>,
    /// Takes a new value; `None` removes it.
    pub set: Callback<Option<Json>>,
}

impl Slot {
    /// The value as text; empty if there is none.
    pub fn text(&self) -> Signal<String> {
        let value = self.value;
        Signal::derive(move || match value.get() {
            None | Some(Json::Null) => String::new(),
            Some(Json::String(text)) => text,
            Some(other) => other.to_string(),
        })
    }

    /// Writes a text; an empty one removes the value.
    pub fn set_text(&self, text: String) {
        let json = (!text.is_empty()).then_some(Json::String(text));
        self.set.run(json);
    }
}
