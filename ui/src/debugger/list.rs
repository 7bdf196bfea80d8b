//! The list of runs: time, entity, and a chip for every block.

use api::runs::{Item, Status};
use engine::log::BlockStatus;
use leptos::prelude::*;

use super::Found;
use crate::{
    kit::{Chip, Sign, Tone},
    state::Screen,
    texts::{debugger, time},
};

/// Runs of a scenario, newest first.
#[component]
pub fn RunList(
    /// What has been loaded.
    found: Found,
    /// Identifier of the opened run.
    shown: Option<String>,
) -> impl IntoView {
    let words = debugger();
    let more = move || {
        found.next.read().is_some().then(|| {
            view! {
                <button class="btn quiet" disabled=found.busy on:click=move |_| found.older()>
                    {move || if found.busy.get() { words.older_busy } else { words.older }}
                </button>
            }
        })
    };
    let scenario = found.scenario();
    view! {
        <section class="card" aria-label=words.runs>
            <nav class="events" aria-label=words.runs>
                <For each=move || found.runs.get() key=|run| format!("{run:?}") children=move |run| {
                    let current = shown.as_deref() == Some(run.id.as_str());
                    view! { <Line scenario=scenario run=run current=current /> }
                } />
                {more}
            </nav>
        </section>
    }
}

/// One run.
#[component]
fn Line(scenario: u64, run: Item, current: bool) -> impl IntoView {
    let href = Screen::Runs {
        scenario,
        run: Some(run.id.clone()),
    }
    .hash();
    let blocks = run.blocks.iter().enumerate().map(|(index, block)| {
        let name = debugger::block_name(&block.name, index);
        let (tone, sign) = block_look(block.status);
        view! { <Chip tone=tone sign=sign word=name /> }
    });
    view! {
        <a href=href aria-current=current.then_some("true")>
            <span class="num small soft">{time::ago(run.started_at, time::now_s())}</span>
            <span>{debugger::entity(run.entity)}</span>
            <span class="chips">{status(run.status)}{blocks.collect_view()}</span>
        </a>
    }
}

fn status(status: Status) -> Option<impl IntoView> {
    let words = debugger();
    let (tone, sign, word) = match status {
        Status::Done => return None,
        Status::Running => (Tone::Info, Sign::Clock, words.running),
        Status::TooOften => (Tone::Warn, Sign::Clock, words.too_often),
        Status::Failed => (Tone::No, Sign::Alert, words.stopped),
        Status::Stopped => (Tone::Warn, Sign::Clock, words.dropped),
    };
    Some(view! { <Chip tone=tone sign=sign word=word /> })
}

/// Colour and icon of a block's status.
pub(super) fn block_look(status: BlockStatus) -> (Tone, Sign) {
    match status {
        BlockStatus::Done => (Tone::Yes, Sign::Check),
        BlockStatus::NotMatching => (Tone::Plain, Sign::Idle),
    }
}
