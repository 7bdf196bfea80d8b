//! «Запуск»: how often, what if no block matched, the description (R54, R61–R65).

use engine::{EntityKind, scenario::Frequency};
use leptos::prelude::*;

use super::desk::Desk;
use crate::texts::{editor, words};

/// Code of the event of own scenarios.
const OWN: &str = "own";
/// Kinds with cards and lists of their own, by the values of the select.
const KINDS: [(&str, EntityKind); 3] = [
    ("lead", EntityKind::Lead),
    ("contact", EntityKind::Contact),
    ("company", EntityKind::Company),
];

/// Settings of the whole scenario.
#[component]
pub(super) fn RunSettings(
    /// The desk.
    desk: Desk,
    /// Scenarios that can be run instead.
    others: Signal<Vec<(u64, String)>>,
) -> impl IntoView {
    let words = editor();
    let is_own = Memo::new(move |_| desk.draft.scenario.read().event == OWN);
    view! {
        <section class="card" aria-labelledby="run-settings">
            <div class="card-head"><h2 id="run-settings">{words.settings}</h2></div>
            <div class="card-body two">
                <Often desk=desk />
                <div class="stack">
                    {move || is_own.get().then(|| view! { <OfEntity desk=desk /> })}
                    <Fallback desk=desk others=others />
                    <Description desk=desk />
                </div>
            </div>
        </section>
    }
}

/// How often it may run for one entity.
#[component]
fn Often(desk: Desk) -> impl IntoView {
    let words = editor();
    let frequency = Memo::new(move |_| desk.draft.scenario.read().frequency);
    let interval = move |event| {
        // What is no number is the floor; a number below it is left for the check to refuse.
        let seconds = event_target_value(&event)
            .parse()
            .unwrap_or(Frequency::FLOOR_S);
        desk.draft.type_in("interval", |scenario| {
            scenario.frequency.interval_s = seconds
        });
    };
    let once = move |event| {
        let once = event_target_checked(&event);
        desk.draft.edit(|scenario| scenario.frequency.once = once);
    };
    view! {
        <fieldset class="field">
            <legend class="small soft">{words.frequency}</legend>
            <div class="row">
                <label for="interval">{words.frequency_before}</label>
                <input class="input seconds" id="interval" type="number" min=Frequency::FLOOR_S.to_string()
                    aria-describedby="interval-note"
                    prop:value=move || frequency.get().interval_s.to_string() on:change=interval />
                <span>{words.frequency_after}</span>
            </div>
            <p class="note" id="interval-note">{words.frequency_note}</p>
            <label class="check-label">
                <input class="check" type="checkbox" prop:checked=move || frequency.get().once on:change=once />
                {words.once}
            </label>
        </fieldset>
    }
}

/// Where an own scenario can be started by hand (A18).
#[component]
fn OfEntity(desk: Desk) -> impl IntoView {
    let words = editor();
    let chosen = Memo::new(move |_| desk.draft.scenario.read().entity);
    let option = |(code, kind): (&'static str, EntityKind)| {
        view! { <option value=code selected=move || chosen.get() == Some(kind)>{words::entity(kind)}</option> }
    };
    let change = move |event| {
        let code = event_target_value(&event);
        // The first line is no kind: any entity.
        let kind = KINDS
            .iter()
            .find(|(own, _)| *own == code)
            .map(|(_, kind)| *kind);
        desk.draft.edit(|scenario| scenario.entity = kind);
    };
    view! {
        <div class="field">
            <label for="own-entity">{words.entity}</label>
            <select class="input" id="own-entity" on:change=change>
                <option value="" selected=move || chosen.get().is_none()>{words.entity_any}</option>
                {KINDS.map(option).collect_view()}
            </select>
        </div>
    }
}

/// The own scenario that is run when no block matched (A10).
#[component]
fn Fallback(desk: Desk, others: Signal<Vec<(u64, String)>>) -> impl IntoView {
    let words = editor();
    let chosen = Memo::new(move |_| desk.draft.scenario.read().fallback);
    let options = move || {
        let option = |(id, name): (u64, String)| {
            view! { <option value=id.to_string() selected=move || chosen.get() == Some(id)>{name}</option> }
        };
        others.get().into_iter().map(option).collect_view()
    };
    let change = move |event| {
        // The first line has no number: nothing is run.
        let id = event_target_value(&event).parse().ok();
        desk.draft.edit(|scenario| scenario.fallback = id);
    };
    view! {
        <div class="field">
            <label for="fallback">{words.fallback}</label>
            <select class="input" id="fallback" on:change=change>
                <option value="" selected=move || chosen.get().is_none()>{words.fallback_none}</option>
                {options}
            </select>
        </div>
    }
}

/// Longer free text.
#[component]
fn Description(desk: Desk) -> impl IntoView {
    let text = Memo::new(move |_| desk.draft.scenario.read().description.clone());
    let typed = move |event| {
        let text = event_target_value(&event);
        desk.draft
            .type_in("description", |scenario| scenario.description = text);
    };
    view! {
        <div class="field">
            <label for="description">{editor().description}</label>
            <textarea class="input" id="description" rows="2" prop:value=text on:input=typed></textarea>
        </div>
    }
}
