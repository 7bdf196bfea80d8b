//! A trigger of some scenario that may wait for its time: scenario, block, trigger.

use engine::{
    snapshot::{BlockItem, Dictionaries, NamedScenario, TriggerItem},
    triggers,
};
use leptos::prelude::*;
use serde_json::{Value as Json, json};

use super::{pick::picker, slot::Slot, variable};
use crate::{kit::Choice, state::Account, texts::editor};

/// A picker over the triggers of all scenarios; three inputs while nobody provides the scenarios.
pub(super) fn delayed(slot: Slot) -> impl IntoView {
    let names = expect_context::<Account>().dictionaries;
    let is_listed = Memo::new(move |_| !names.read().scenarios.is_empty());
    move || match is_listed.get() {
        true => {
            let choices = Signal::derive(move || choices(&names.read()));
            picker(slot.clone(), choices).into_any()
        }
        false => by_hand(&slot).into_any(),
    }
}

fn choices(names: &Dictionaries) -> Vec<Choice> {
    let scenarios = names.scenarios.iter();
    let choice = |scenario: &NamedScenario, block: &BlockItem, trigger: &TriggerItem| {
        let key = json!({ "scenario": scenario.id, "block": block.id, "trigger": trigger.id });
        let kind = triggers::find(&trigger.kind).map_or("", |entry| entry.label);
        let label = if trigger.name.is_empty() {
            kind
        } else {
            &trigger.name
        };
        Choice::new(key.to_string(), label)
            .under(scenario.name.clone())
            .note(block.name.clone())
    };
    let of = |scenario: &NamedScenario| -> Vec<Choice> {
        let blocks = scenario.blocks.iter();
        let pairs = blocks.flat_map(|block| block.triggers.iter().map(move |one| (block, one)));
        pairs
            .map(|(block, one)| choice(scenario, block, one))
            .collect()
    };
    scenarios.flat_map(of).collect()
}

fn by_hand(slot: &Slot) -> impl IntoView + use<> {
    let words = editor();
    let part = |key: &'static str, label: &str| {
        let (value, set) = (slot.value, slot.set);
        let slot = Slot {
            id: format!("{}-{key}", slot.id),
            label: label.to_owned(),
            value: Signal::derive(move || value.read().as_ref()?.get(key).cloned()),
            set: Callback::new(move |json: Option<Json>| {
                let mut all = value.get_untracked().unwrap_or_else(|| json!({}));
                if let Some(map) = all.as_object_mut() {
                    match json {
                        Some(json) => map.insert(key.to_owned(), json),
                        None => map.remove(key),
                    };
                }
                let is_empty = all.as_object().is_none_or(serde_json::Map::is_empty);
                set.run((!is_empty).then_some(all));
            }),
        };
        view! {
            <div class="field">
                <label class="small soft" for=slot.id.clone()>{label.to_owned()}</label>
                {variable::variable(slot)}
            </div>
        }
    };
    view! {
        <div class="field-row" role="group" aria-label=slot.label.clone()>
            {part("scenario", words.scenario_number)}
            {part("block", words.block_id)}
            {part("trigger", words.trigger_id)}
        </div>
        <p class="note">{words.number_by_hand}</p>
    }
}
