//! «Проверка на сделке»: what the scenario would do to the chosen deal, without a request.

use leptos::prelude::*;

use super::{
    deal::DealPicker,
    desk::{Desk, by_trigger},
    summary,
};
use crate::{
    kit::{Icon, Message, Sign, Tone},
    texts::{editor, effects, time, words},
};

/// The card with the deal and its effects.
#[component]
pub(super) fn Preview(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let words = editor();
    view! {
        <section class="card" aria-labelledby="preview">
            <div class="card-head"><h2 id="preview">{words.preview}</h2></div>
            <div class="card-body stack">
                <DealPicker desk=desk />
                {move || state(desk)}
            </div>
        </section>
    }
}

fn state(desk: Desk) -> AnyView {
    let words = editor();
    let preview = desk.preview;
    if preview.deal.read().is_none() {
        return view! { <p class="small soft">{words.deal_none}</p> }.into_any();
    }
    if preview.error.read().is_some() {
        return view! { <Message tone=Tone::No sign=Sign::Alert>{words.deal_failed}</Message> }
            .into_any();
    }
    if preview.facts.read().is_none() {
        return view! { <p class="small soft" aria-busy="true">{words.deal_loading}</p> }
            .into_any();
    }
    if desk.evaluation.read().is_none() {
        return view! { <Message tone=Tone::Warn sign=Sign::Alert>{words.deal_other}</Message> }
            .into_any();
    }
    view! {
        <h3>{words.effects}</h3>
        {move || list(desk)}
        <Message tone=Tone::Info sign=Sign::Info>{words.preview_note}</Message>
    }
    .into_any()
}

/// Every effect of every block that would run, in order; triggers that would fail among them.
fn list(desk: Desk) -> AnyView {
    let evaluation = desk.evaluation.read();
    let Some(evaluation) = evaluation.as_ref() else {
        return ().into_any();
    };
    let (names, facts) = (desk.names.read(), desk.preview.facts.read());
    let now_s = facts.as_ref().map_or_else(time::now_s, |facts| facts.now);
    let mut rows: Vec<AnyView> = Vec::new();
    for (_, trigger, own) in by_trigger(evaluation) {
        let sign = summary::sign(&trigger.kind);
        let said = own
            .iter()
            .flat_map(|effect| effects::say(effect, &names, facts.as_deref(), now_s));
        rows.extend(said.map(|said| effect(sign, said).into_any()));
        rows.extend(trigger.problems.iter().map(|problem| {
            view! { <li class="warn-text"><Icon sign=Sign::Alert /><span>{words::problem(problem)}</span></li> }.into_any()
        }));
    }
    match rows.is_empty() {
        true => view! { <p class="small soft">{editor().no_effects}</p> }.into_any(),
        false => view! { <ol class="effects">{rows}</ol> }.into_any(),
    }
}

/// One effect: subject, before and after.
fn effect(sign: Sign, said: effects::Said) -> impl IntoView {
    let was = said
        .was
        .map(|was| view! { <span class="was">{was}</span>" → " });
    let note = (!said.note.is_empty()).then(|| view! { <p class="note">{said.note}</p> });
    view! {
        <li>
            <Icon sign=sign />
            <div><span class="soft">{said.subject}": "</span>{was}<span class="will">{said.will}</span>{note}</div>
        </li>
    }
}
