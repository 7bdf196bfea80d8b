//! What a trigger asked amoCRM for, and what became of it.

use api::runs::{EffectItem, EffectOutcome};
use leptos::prelude::*;

use crate::{
    kit::{Chip, Sign, Tone},
    state::Account,
    texts::{debugger, effects, time},
};

/// One effect.
#[component]
pub(super) fn EffectLine(item: EffectItem) -> impl IntoView {
    let words = debugger();
    let account = expect_context::<Account>();
    let (tone, sign, word) = match item.outcome {
        EffectOutcome::Waiting => (Tone::Info, Sign::Clock, words.effect_waiting),
        EffectOutcome::Done => (Tone::Yes, Sign::Check, words.effect_done),
        EffectOutcome::Failed => (Tone::No, Sign::Alert, words.effect_failed),
        EffectOutcome::Unknown => (Tone::Warn, Sign::Alert, words.effect_unknown),
        EffectOutcome::Dropped => (Tone::Warn, Sign::Clock, words.effect_dropped),
    };
    let effect = item.effect;
    let said = move || {
        let said = effects::say(&effect, &account.dictionaries.read(), None, time::now_s());
        said.into_iter()
            .map(|said| view! { <Line said=said /> })
            .collect_view()
    };
    let problem = item
        .problem
        .map(|problem| view! { <p class="small">{debugger::problem(&problem)}</p> });
    view! {
        <div>
            <div class="row"><Chip tone=tone sign=sign word=word />{said}</div>
            {problem}
        </div>
    }
}

/// One change in words.
#[component]
fn Line(said: effects::Said) -> impl IntoView {
    view! {
        <span>{said.subject}": "<strong>{said.will}</strong></span>
        <span class="small soft">{said.note}</span>
    }
}
