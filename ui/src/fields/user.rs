//! A user of the account, or a value of the author's own (R159).

use leptos::prelude::*;
use serde_json::{Value as Json, json};

use super::{pick::words, slot::Slot, template};
use crate::{
    kit::{Choice, Picker, focus_by_id},
    state::Account,
    texts::{editor, effects},
};

/// Key of «Своё значение».
const OWN: &str = "own";

/// A picker over the employees; the last line opens a text with templates.
pub(super) fn user(slot: Slot) -> impl IntoView {
    let names = expect_context::<Account>().dictionaries;
    let value = slot.value;
    let own = Memo::new(move |_| value.read().as_ref().is_some_and(Json::is_string));
    let shown = Signal::derive(move || match value.get() {
        None => editor().choose.to_owned(),
        Some(Json::String(_)) => editor().own_value.to_owned(),
        Some(id) => id
            .as_u64()
            .map_or_else(|| id.to_string(), |id| effects::user(&names.read(), id)),
    });
    let selected = Signal::derive(move || match value.get()? {
        Json::String(_) => Some(OWN.to_owned()),
        id => Some(id.to_string()),
    });
    let choices = Signal::derive(move || {
        let mut choices = users(&names.read());
        choices.push(Choice::new(OWN, editor().own_value).note(editor().own_value_note));
        choices
    });
    let (set, text) = (slot.set, template_slot(&slot));
    let text_id = text.id.clone();
    let pick = move |key: String| match key.as_str() {
        OWN => {
            set.run(Some(json!("")));
            focus_by_id(text_id.clone());
        }
        // Keys are numbers of users.
        id => set.run(id.parse::<u64>().ok().map(Json::from)),
    };
    view! {
        <Picker label=slot.label shown=shown choices=choices selected=selected words=words() id=slot.id on_pick=pick />
        <Show when=move || own.get()>{template::line(text.clone())}</Show>
    }
}

// An empty text is still a value of one's own, or the input would vanish while it is retyped.
fn template_slot(slot: &Slot) -> Slot {
    let set = slot.set;
    Slot {
        id: format!("{}-own", slot.id),
        label: editor().own_value.to_owned(),
        value: slot.value,
        set: Callback::new(move |json: Option<Json>| {
            set.run(Some(json.unwrap_or_else(|| json!(""))))
        }),
    }
}

/// Employees that can be chosen.
pub(super) fn users(names: &engine::snapshot::Dictionaries) -> Vec<Choice> {
    let active = names
        .users
        .iter()
        .filter(|user| user.rights.is_active != Some(false));
    let choice = |user: &engine::snapshot::User| {
        Choice::new(user.id.to_string(), user.name.clone())
            .also(user.email.clone().unwrap_or_default())
    };
    active.map(choice).collect()
}
