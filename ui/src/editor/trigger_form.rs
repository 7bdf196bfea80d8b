//! The form of a trigger, drawn from its catalogue entry (R149, R152, R153).

use engine::{
    EntityKind,
    params::{Input, Setting},
    scenario::Trigger,
    triggers,
};
use leptos::prelude::*;
use serde_json::Value as Json;

use super::{
    desk::Desk, moves::element, timer_form::TimerForm, trigger::close, triggers::start_of,
};
use crate::{
    fields::{self, Slot},
    state::edits::{self, Place},
    texts::{editor, words},
};

/// Where the focus goes when the form opens.
pub(super) const FIRST_CONTROL: &str = ".trigger-form :is(button, input, textarea, select)";

/// Name, target and settings.
#[component]
pub(super) fn TriggerForm(
    /// The desk.
    desk: Desk,
    /// Where the trigger stands.
    place: Place,
    /// The trigger.
    trigger: Memo<Option<Trigger>>,
) -> impl IntoView {
    let kind = trigger
        .get_untracked()
        .map(|trigger| trigger.kind)
        .unwrap_or_default();
    let entry = triggers::find(&kind);
    let id = element(&place.block, &place.item);
    let start = start_of(&desk.draft.scenario.read_untracked().event);
    let targets = entry.map(|entry| entry.targets).unwrap_or_default();
    let settings = entry.map(|entry| entry.settings).unwrap_or_default();
    let only = targets.first().copied().filter(|_| targets.len() == 1);
    let acts_on = only.unwrap_or(start);
    let drawn = settings
        .iter()
        .map(|setting| draw(desk, &place, trigger, setting, acts_on))
        .collect_view();
    let done = id.clone();
    view! {
        <div class="trigger-form form">
            {entry.map(|entry| view! { <p class="note">{entry.help}</p> })}
            {drawn}
            <Target desk=desk place=place.clone() trigger=trigger targets=targets id=id.clone() />
            <TimerForm desk=desk place=place.clone() id=id.clone() />
            <NameField desk=desk place=place trigger=trigger id=id />
            <div class="row">
                <button type="button" class="btn small main" on:click=move |_| close(desk, &done)>{editor().done}</button>
            </div>
        </div>
    }
}

fn draw(
    desk: Desk,
    place: &Place,
    trigger: Memo<Option<Trigger>>,
    setting: &'static Setting,
    target: EntityKind,
) -> impl IntoView + use<> {
    let slot = slot(desk, place, trigger, setting);
    // A tick box has its label beside it.
    let label = (setting.input != Input::Flag).then(|| {
        view! {
            <span class="label">{setting.label}{setting.required.then_some(" *")}</span>
        }
    });
    let help = (!setting.help.is_empty()).then(|| view! { <p class="note">{setting.help}</p> });
    view! { <div class="field setting">{label}{fields::input(setting.input, slot, target)}{help}</div> }
}

fn slot(
    desk: Desk,
    place: &Place,
    trigger: Memo<Option<Trigger>>,
    setting: &'static Setting,
) -> Slot {
    let place = place.clone();
    let id = format!("{}-{}", element(&place.block, &place.item), setting.name);
    let key = id.clone();
    let name = setting.name;
    Slot {
        id,
        label: setting.label.to_owned(),
        value: Signal::derive(move || trigger.read().as_ref()?.settings.get(name).cloned()),
        set: Callback::new(move |json: Option<Json>| {
            desk.draft.type_in(&key, |scenario| {
                let Some(trigger) = edits::trigger_mut(scenario, &place) else {
                    return;
                };
                match json {
                    Some(json) => trigger.settings.insert(name.to_owned(), json),
                    None => trigger.settings.remove(name),
                };
            });
        }),
    }
}

/// Which entity it acts on, if there is a choice (R153).
#[component]
fn Target(
    desk: Desk,
    place: Place,
    trigger: Memo<Option<Trigger>>,
    targets: &'static [EntityKind],
    id: String,
) -> impl IntoView {
    if targets.len() < 2 {
        return ().into_any();
    }
    let current = Memo::new(move |_| trigger.read().as_ref().and_then(|trigger| trigger.target));
    let option = |(index, kind): (usize, &EntityKind)| {
        let kind = *kind;
        view! { <option value=index.to_string() selected=move || current.get() == Some(kind)>{words::target(kind)}</option> }
    };
    let change = move |event| {
        // The first line has no number: the entity of the scenario.
        let chosen = event_target_value(&event)
            .parse::<usize>()
            .ok()
            .and_then(|index| targets.get(index))
            .copied();
        desk.draft.edit(|scenario| {
            if let Some(trigger) = edits::trigger_mut(scenario, &place) {
                trigger.target = chosen;
            }
        });
    };
    view! {
        <div class="field">
            <label for=format!("{id}-target")>{editor().target}</label>
            <select class="input" id=format!("{id}-target") on:change=change>
                <option value="" selected=move || current.get().is_none()>{editor().target_default}</option>
                {targets.iter().enumerate().map(option).collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// The optional name.
#[component]
fn NameField(
    desk: Desk,
    place: Place,
    trigger: Memo<Option<Trigger>>,
    id: String,
) -> impl IntoView {
    let name = move || {
        trigger
            .read()
            .as_ref()
            .map(|trigger| trigger.name.clone())
            .unwrap_or_default()
    };
    let input = format!("{id}-name");
    let key = input.clone();
    let typed = move |event| {
        let text = event_target_value(&event);
        desk.draft.type_in(&key, |scenario| {
            if let Some(trigger) = edits::trigger_mut(scenario, &place) {
                trigger.name = text;
            }
        });
    };
    view! {
        <div class="field">
            <label for=input.clone()>{editor().trigger_name}</label>
            <input class="input" id=input autocomplete="off" placeholder=editor().trigger_name_hint
                prop:value=name on:input=typed />
        </div>
    }
}
