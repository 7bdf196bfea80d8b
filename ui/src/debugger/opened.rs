//! An opened run: what started it, what became of it, its blocks.

use api::runs::{Detail, Status};
use leptos::prelude::*;

use super::{block::Decided, same::look};
use crate::{
    kit::{Icon, Message, Sign, Tone},
    state::Session,
    texts::{debugger, time},
};

/// Everything about one run.
#[component]
pub fn Opened(detail: Detail) -> impl IntoView {
    let words = debugger();
    let run = detail.run.clone();
    let looks: Vec<_> = detail
        .blocks
        .iter()
        .map(|block| (look(&detail, block), block.effects.clone()))
        .collect();
    let blocks = looks
        .into_iter()
        .enumerate()
        .map(|(index, (look, effects))| {
            view! { <Decided index=index look=look effects=effects /> }
        });
    let text = debugger::started(run.started_at, time::now_s(), detail.version);
    view! {
        <div class="stack" data-testid="run">
            <section class="card">
                <div class="card-body stack">
                    <h2>{debugger::event(&run.event)}</h2>
                    <p class="small soft">{text}</p>
                    <CardLink detail=run.entity />
                    {outcome(run.status, detail.problem.as_ref())}
                </div>
            </section>
            {blocks.collect_view()}
            {detail.run.blocks.is_empty().then(|| view! { <p class="note">{words.no_blocks}</p> })}
        </div>
    }
}

/// A way to the card in amoCRM.
#[component]
fn CardLink(detail: engine::EntityRef) -> impl IntoView {
    let session = expect_context::<Session>();
    let href = move || {
        format!(
            "{}/{}/detail/{}",
            session.crm_url.read(),
            detail.kind.plural(),
            detail.id
        )
    };
    view! {
        <a class="row row-tight" href=href target="_blank" rel="noopener">
            <Icon sign=Sign::Doc />{debugger::entity(detail)}
        </a>
    }
}

fn outcome(status: Status, problem: Option<&engine::Problem>) -> Option<AnyView> {
    let words = debugger();
    let (tone, sign, text) = match status {
        Status::Done => return None,
        Status::Running => (Tone::Info, Sign::Clock, words.running_long.to_owned()),
        Status::TooOften => (Tone::Warn, Sign::Clock, words.too_often_long.to_owned()),
        Status::Stopped => (Tone::Warn, Sign::Clock, words.dropped_long.to_owned()),
        Status::Failed => {
            let why = problem.map(debugger::problem).unwrap_or_default();
            (
                Tone::No,
                Sign::Alert,
                format!("{} {why}", words.stopped_long),
            )
        }
    };
    Some(view! { <Message tone=tone sign=sign>{text}</Message> }.into_any())
}
