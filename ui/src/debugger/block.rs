//! A decided block: verdict, rows, triggers with what became of them (R430–R436).

use api::runs::EffectItem;
use engine::log::{BlockStatus, TriggerLog, TriggerStatus};
use leptos::prelude::*;

use super::{
    bracket,
    effect::EffectLine,
    list::block_look,
    row::RowLine,
    same::{Look, Same},
};
use crate::{
    kit::{Chip, Icon, Message, Sign, Tone},
    texts::debugger,
};

/// One block of a run.
#[component]
pub(super) fn Decided(index: usize, look: Look, effects: Vec<EffectItem>) -> impl IntoView {
    let words = debugger();
    let Look { log, same } = look;
    let (tone, sign) = block_look(log.status);
    let word = match log.status {
        BlockStatus::Done => words.done,
        BlockStatus::NotMatching => words.not_matching,
    };
    let by_or = log
        .passed_by_or
        .map(|row| view! { <p class="note">{debugger::by_or(row)}</p> });
    let rule = log.formula.as_ref();
    let rule = rule.and_then(|group| debugger::rule(group, &log.rows));
    let rule = rule.map(|rule| view! { <p class="note">{rule}</p> });
    let notes = log.notes.iter();
    let notes = notes.map(|note| view! { <p class="small">{debugger::problem(note)}</p> });
    let notes = notes.collect_view();
    let rows = match &log.formula {
        Some(group) => bracket::lines(group, &log.rows),
        None => {
            let rows = log.rows.into_iter();
            rows.map(|row| view! { <RowLine row=row /> }.into_any())
                .collect()
        }
    };
    let triggers = of_triggers(log.triggers, effects);
    view! {
        <details class="card debug-block" open>
            <summary>
                <Icon sign=Sign::Right />
                <h3>{debugger::block_name(&log.name, index)}</h3>
                <Chip tone=tone sign=sign word=word />
            </summary>
            <div class="in">
                <table class="compare as-cards">
                    <caption class="sr">{words.rows}</caption>
                    <thead><tr>
                        <th scope="col">{words.result}</th>
                        <th scope="col">{words.left}</th>
                        <th scope="col">{words.operator}</th>
                        <th scope="col">{words.right}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                {notes}
                {rule}
                {by_or}
                {triggers}
                {agreement(same)}
            </div>
        </details>
    }
}

/// Whether the decision that is shown is the server's own.
fn agreement(same: Same) -> AnyView {
    let words = debugger();
    match same {
        Same::Yes(digest) => {
            view! { <p class="small soft" data-testid="same">{debugger::same(&digest)}</p> }
                .into_any()
        }
        Same::No => {
            view! { <Message tone=Tone::No sign=Sign::Alert>{words.different}</Message> }.into_any()
        }
        Same::Unknown => view! { <p class="note">{words.rows_lost}</p> }.into_any(),
    }
}

/// Triggers with their effects, which stand in the same order.
fn of_triggers(triggers: Vec<TriggerLog>, effects: Vec<EffectItem>) -> impl IntoView {
    let mut effects = effects.into_iter();
    triggers
        .into_iter()
        .map(|trigger| {
            let own: Vec<_> = effects.by_ref().take(trigger.effects).collect();
            view! { <Fired trigger=trigger effects=own /> }
        })
        .collect_view()
}

/// One trigger of a block that ran.
#[component]
fn Fired(trigger: TriggerLog, effects: Vec<EffectItem>) -> impl IntoView {
    let words = debugger();
    let label = debugger::trigger(&trigger.kind);
    let state = match trigger.status {
        TriggerStatus::Planned => None,
        TriggerStatus::Failed => Some((Tone::No, Sign::Alert, words.trigger_failed)),
        // A timer without a date ahead tells why; a muted trigger has nothing to tell.
        TriggerStatus::Skipped if !trigger.problems.is_empty() => {
            Some((Tone::Warn, Sign::Idle, words.trigger_not_planned))
        }
        TriggerStatus::Skipped => Some((Tone::Plain, Sign::Idle, words.trigger_skipped)),
    };
    let state = state.map(|(tone, sign, word)| view! { <Chip tone=tone sign=sign word=word /> });
    let problems = trigger
        .problems
        .iter()
        .map(|problem| view! { <p class="small">{debugger::problem(problem)}</p> });
    let nothing = (trigger.status == TriggerStatus::Planned && effects.is_empty())
        .then(|| view! { <p class="small soft">{words.no_effects}</p> });
    view! {
        <div class="stack">
            <div class="row"><strong>{label}</strong>{state}</div>
            {problems.collect_view()}
            {effects.into_iter().map(|item| view! { <EffectLine item=item /> }).collect_view()}
            {nothing}
        </div>
    }
}
