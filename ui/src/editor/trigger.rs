//! A trigger: a card while it is read, a form while it is edited.

use engine::{log::TriggerStatus, scenario::Trigger, triggers};
use leptos::{ev, prelude::*};

use super::{
    desk::Desk,
    drag::Grip,
    moves::Thing,
    summary,
    trigger_form::{FIRST_CONTROL, TriggerForm},
};
use crate::{
    kit::{Chip, Icon, Menu, Sign, Tone, focus_in},
    state::edits::{self, Place},
    texts::{editor, timers, words},
};

/// One trigger.
#[component]
pub(super) fn TriggerCard(
    /// The desk.
    desk: Desk,
    /// Where it stands.
    place: Place,
) -> impl IntoView {
    let thing = Thing::trigger(desk, &place);
    let element = thing.element();
    let own = place.clone();
    let trigger = desk
        .draft
        .part(move |scenario| edits::trigger(scenario, &own).cloned());
    let title = Signal::derive(move || trigger.read().as_ref().map(title).unwrap_or_default());
    let dragged = desk.is_dragged(&element);
    let at = element.clone();
    let open = Memo::new(move |_| desk.open.read().as_ref() == Some(&at));
    let here = place.clone();
    let bad = Memo::new(move |_| desk.problems_at(&here).iter().any(words::is_error));
    let sign = Signal::derive(move || {
        summary::sign(trigger.read().as_ref().map_or("", |trigger| &trigger.kind))
    });
    let line = move || {
        trigger
            .read()
            .as_ref()
            .map(|trigger| summary::of(trigger, &desk.names.read()))
    };
    let (keys, id, toggled) = (thing.clone(), element.clone(), element.clone());
    let form = place.clone();
    view! {
        <li class="trigger" class:bad=bad class:dragging=dragged id=element tabindex="-1" on:keydown=move |event| own_keys(desk, &keys, &id, &event)>
            <Grip thing=thing.clone() title=title />
            <span class="tile"><Icon sign=sign /></span>
            <div>
                <button type="button" class="what line" aria-expanded=move || open.get().to_string()
                    on:click=move |_| toggle(desk, &toggled)>{title}</button>
                <p>{line}</p>
                <div class="chips">{move || chips(desk, &place, trigger.read().as_ref())}</div>
            </div>
            <Menu label=Signal::derive(move || editor::actions(&title.read())) items=thing.menu() />
            <Show when=move || open.get()><TriggerForm desk=desk place=form.clone() trigger=trigger /></Show>
        </li>
    }
}

/// Its own name, else that of its kind.
pub(super) fn title(trigger: &Trigger) -> String {
    let label = triggers::find(&trigger.kind).map_or(trigger.kind.as_str(), |entry| entry.label);
    match trigger.name.is_empty() {
        true => label.to_owned(),
        false => format!("{}: {label}", trigger.name),
    }
}

fn toggle(desk: Desk, element: &str) {
    match desk.open.get_untracked().as_deref() == Some(element) {
        true => close(desk, element),
        false => {
            desk.open.set(Some(element.to_owned()));
            focus_in(element.to_owned(), FIRST_CONTROL);
        }
    }
}

/// Closes the form; the focus returns to the card.
pub(super) fn close(desk: Desk, element: &str) {
    desk.open.set(None);
    focus_in(element.to_owned(), ".line");
}

fn own_keys(desk: Desk, thing: &Thing, element: &str, event: &ev::KeyboardEvent) {
    if event.key() == "Escape" && desk.open.get_untracked().as_deref() == Some(element) {
        event.prevent_default();
        close(desk, element);
        return;
    }
    thing.keys(event);
}

/// Problems, and whether it would run on the chosen deal.
fn chips(desk: Desk, place: &Place, trigger: Option<&Trigger>) -> AnyView {
    let words = editor();
    let problems = desk.problems_at(place).into_iter().map(|problem| {
        let tone = if words::is_error(&problem) {
            Tone::No
        } else {
            Tone::Warn
        };
        view! { <Chip tone=tone sign=Sign::Alert word=words::advice(&problem) /> }
    });
    let target = trigger.and_then(|trigger| trigger.target).map(|target| {
        view! { <Chip sign=Sign::Right word=words::target(target) /> }
    });
    let outcome = desk
        .block_log(&place.block)
        .map(|_| match desk.trigger_log(place) {
            Some((log, _)) if log.status == TriggerStatus::Planned => {
                let timed = trigger.is_some_and(|trigger| trigger.timer.is_some());
                let word = if timed {
                    words.will_wait
                } else {
                    words.at_once
                };
                (Tone::Yes, Sign::Check, word.to_owned())
            }
            Some((log, _)) => {
                let reason = log
                    .problems
                    .first()
                    .map_or_else(|| words.will_not_do.to_owned(), words::advice);
                (Tone::No, Sign::Alert, reason)
            }
            None => (Tone::Plain, Sign::Idle, words.will_not_do.to_owned()),
        });
    let outcome =
        outcome.map(|(tone, sign, word)| view! { <Chip tone=tone sign=sign word=word /> });
    let timer = trigger.and_then(|trigger| trigger.timer.as_ref());
    let timer = timer.map(|timer| view! { <Chip tone=Tone::Info sign=Sign::Clock word=timers::short(timer, &desk.names.read()) /> });
    view! { {outcome}{timer}{target}{problems.collect_view()} }.into_any()
}
