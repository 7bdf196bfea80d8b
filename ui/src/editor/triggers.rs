//! The right half of a block: cards that run in this order (R155).

use engine::{EntityKind, catalogue, events, triggers};
use leptos::prelude::*;

use super::{desk::Desk, moves::element, trigger::TriggerCard, trigger_form::FIRST_CONTROL};
use crate::{
    kit::{Choice, Picker, PickerWords, focus_in},
    state::edits,
    texts::{editor, frame},
};

/// Triggers of a block.
#[component]
pub(super) fn Triggers(
    /// The desk.
    desk: Desk,
    /// Id of the block.
    block: String,
) -> impl IntoView {
    let words = editor();
    let places = desk.draft.places(block.clone(), |block| &block.triggers);
    let event = Memo::new(move |_| desk.draft.scenario.read().event.clone());
    let choices = Signal::derive(move || offered(&event.read()));
    let search = PickerWords {
        search: frame().search,
        nothing: frame().nothing,
    };
    let pick = move |kind: String| add(desk, &block, &kind);
    view! {
        <div class="half">
            <div class="half-head">
                <h3>{words.triggers}</h3>
                <div class="push">
                    <Picker label=words.add_trigger_full shown=words.add_trigger choices=choices
                        selected=Signal::stored(None::<String>) words=search class="btn quiet small plus" on_pick=pick />
                </div>
            </div>
            <ul class="triggers">
                <For each=move || places.get() key=|place| place.item.clone()
                    children=move |place| view! { <TriggerCard desk=desk place=place /> } />
            </ul>
            <Show when=move || places.read().is_empty()><p class="note">{words.no_triggers}</p></Show>
        </div>
    }
}

/// Entity a scenario of this event runs for.
pub(super) fn start_of(event: &str) -> EntityKind {
    let entity = events::find(event).and_then(|event| event.entity);
    entity.unwrap_or(EntityKind::Lead)
}

/// Triggers that can run in a scenario of this event (R147).
fn offered(event: &str) -> Vec<Choice> {
    let choice = |entry: &'static triggers::Entry| {
        Choice::new(entry.code, entry.label)
            .under(entry.group)
            .also(entry.also.join(" "))
            .hint(entry.help)
    };
    catalogue::offered(event).map(choice).collect()
}

/// Adds a trigger and opens its form.
fn add(desk: Desk, block: &str, kind: &str) {
    let start = start_of(&desk.draft.scenario.read_untracked().event);
    let added = desk.draft.edit(|scenario| {
        let block = edits::block_mut(scenario, block)?;
        let id = edits::add_trigger(block, kind);
        // A trigger that can't act on the scenario's entity starts with one on which it can.
        let targets = triggers::find(kind)
            .map(|entry| entry.targets)
            .unwrap_or_default();
        if let Some(trigger) = block
            .triggers
            .last_mut()
            .filter(|_| targets.len() > 1 && !targets.contains(&start))
        {
            trigger.target = targets.first().copied();
        }
        Some(id)
    });
    if let Some(id) = added {
        let element = element(block, &id);
        desk.open.set(Some(element.clone()));
        focus_in(element, FIRST_CONTROL);
    }
}
