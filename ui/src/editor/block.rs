//! A block: name, timer, verdict, conditions on the left, triggers on the right (R55).

use engine::{log::BlockStatus, scenario::Block};
use leptos::prelude::*;

use super::{conditions::Conditions, desk::Desk, drag::Grip, moves::Thing, triggers::Triggers};
use crate::{
    kit::{Chip, Icon, Menu, Sign, Tone},
    state::edits,
    texts::{editor, words},
};

/// One block.
#[component]
pub(super) fn BlockCard(
    /// The desk.
    desk: Desk,
    /// Id of the block.
    id: String,
) -> impl IntoView {
    let thing = Thing::block(desk, &id);
    let element = thing.element();
    let dragged = desk.is_dragged(&element);
    let heading = format!("{element}-heading");
    let labelled = heading.clone();
    let own = id.clone();
    let number = Memo::new(move |_| {
        let scenario = desk.draft.scenario.read();
        scenario
            .blocks
            .iter()
            .position(|block| block.id == own)
            .map_or(0, |index| index + 1)
    });
    let (own, keys) = (id.clone(), thing.clone());
    let name = Memo::new(move |_| {
        block_of(desk, &own)
            .map(|block| block.name)
            .unwrap_or_default()
    });
    let title = Signal::derive(move || editor::block(number.get(), &name.read()));
    view! {
        <section class="card block" class:dragging=dragged id=element tabindex="-1" aria-labelledby=labelled
            on:keydown=move |event| keys.keys(&event)>
            <h2 class="sr" id=heading>{title}</h2>
            <div class="block-head">
                <Grip thing=thing.clone() title=title />
                <span class="block-no" aria-hidden="true">{number}</span>
                <Name desk=desk id=id.clone() name=name />
                <Delay desk=desk id=id.clone() />
                <span class="push row">
                    <Verdict desk=desk id=id.clone() />
                    <Menu label=Signal::derive(move || editor::actions(&title.read())) items=thing.menu() />
                </span>
            </div>
            <div class="block-halves">
                <Conditions desk=desk block=id.clone() />
                <Triggers desk=desk block=id />
            </div>
        </section>
    }
}

/// The block as it stands now.
pub(super) fn block_of(desk: Desk, id: &str) -> Option<Block> {
    edits::block(&desk.draft.scenario.read(), id).cloned()
}

/// The name, typed where it stands (R60).
#[component]
fn Name(desk: Desk, id: String, name: Memo<String>) -> impl IntoView {
    let input = format!("block-{id}-name");
    let key = input.clone();
    let typed = move |event| {
        let text = event_target_value(&event);
        desk.draft.type_in(&key, |scenario| {
            if let Some(block) = edits::block_mut(scenario, &id) {
                block.name = text;
            }
        });
    };
    view! {
        <div class="field">
            <label class="sr" for=input.clone()>{editor().block_name}</label>
            <input class="input block-name" id=input placeholder=editor().block_name autocomplete="off"
                prop:value=name on:input=typed />
        </div>
    }
}

/// The timer before the block, 0–20 seconds (R76).
#[component]
fn Delay(desk: Desk, id: String) -> impl IntoView {
    let words = editor();
    let own = id.clone();
    let delay = Memo::new(move |_| {
        block_of(desk, &own)
            .map(|block| block.delay_s)
            .unwrap_or_default()
    });
    let input = format!("block-{id}-delay");
    let key = input.clone();
    let typed = move |event| {
        // An empty or broken number is no wait; `max` and the check hold the rest.
        let seconds = event_target_value(&event).parse().unwrap_or_default();
        desk.draft.type_in(&key, |scenario| {
            if let Some(block) = edits::block_mut(scenario, &id) {
                block.delay_s = seconds;
            }
        });
    };
    view! {
        <span class="row row-tight small soft delay">
            <Icon sign=Sign::Clock />
            <label for=input.clone()>{words.delay}</label>
            <input class="input" id=input type="number" min="0" max=engine::check::MAX_DELAY_S.to_string()
                prop:value=move || delay.get().to_string() on:input=typed />
            {words.delay_unit}
        </span>
    }
}

/// Whether the block would run on the chosen deal.
#[component]
fn Verdict(desk: Desk, id: String) -> impl IntoView {
    let state = Memo::new(move |_| verdict(desk, &id));
    move || {
        state.get().map(|(tone, sign, word)| view! { <span class="verdict"><Chip tone=tone sign=sign word=word /></span> })
    }
}

fn verdict(desk: Desk, id: &str) -> Option<(Tone, Sign, &'static str)> {
    let words = editor();
    let block = block_of(desk, id)?;
    let set = |row: &engine::scenario::Condition| {
        !row.muted && words::condition(row, &desk.names.read()).is_some()
    };
    if !block.conditions.iter().any(set) {
        return Some((Tone::Warn, Sign::Alert, words.always));
    }
    Some(match desk.block_log(id)?.status {
        BlockStatus::Done => (Tone::Yes, Sign::Check, words.will_run),
        BlockStatus::NotMatching => (Tone::No, Sign::Cross, words.will_not_run),
    })
}
