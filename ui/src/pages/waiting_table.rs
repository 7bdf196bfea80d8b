//! Rows of what waits.

use api::waiting::Item;
use leptos::prelude::*;

use super::waiting_ask::{Action, Asked};
use crate::{
    editor::summary,
    kit::{Chip, Icon, Sign, Tone},
    state::{Account, Screen},
    texts::{self, debugger, time, waiting},
};

/// What waits as a table; a list of cards on narrow screens.
#[component]
pub(super) fn Table(
    /// What is shown.
    #[prop(into)]
    items: Signal<Vec<Item>>,
    /// What a row asks the page for.
    asked: RwSignal<Option<Asked>>,
) -> impl IntoView {
    let words = waiting();
    view! {
        <section class="card" aria-label=words.title>
            <table class="list as-cards waiting">
                <thead><tr>
                    <th scope="col">{words.column_due}</th>
                    <th scope="col">{words.column_trigger}</th>
                    <th scope="col">{words.column_entity}</th>
                    <th scope="col">{words.column_scenario}</th>
                    <th scope="col"><span class="sr">{words.column_actions}</span></th>
                </tr></thead>
                <tbody>
                    <For each=move || items.get() key=|item| format!("{item:?}")
                        children=move |item| view! { <Row item=item asked=asked /> } />
                </tbody>
            </table>
        </section>
    }
}

/// One that waits.
#[component]
fn Row(item: Item, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let words = waiting();
    let now = time::now_s();
    let due = match item.due_at <= now {
        true if item.enabled => words.overdue.to_owned(),
        _ => time::ago(item.due_at, now),
    };
    let planned = texts::waiting::planned(&time::ago(item.planned_at, now));
    view! {
        <tr class:off=!item.enabled>
            <td class="c-name"><span class="num">{due}</span><div class="soft small">{planned}</div></td>
            <td data-head=words.column_trigger>{what(&item)}</td>
            <td class="nowrap" data-head=words.column_entity>{debugger::entity(item.entity)}</td>
            <td data-head=words.column_scenario>{scenario(&item)}</td>
            <td class="tight c-more"><Actions item=item.clone() asked=asked /></td>
        </tr>
    }
}

/// The trigger and what it is set to do.
fn what(item: &Item) -> AnyView {
    let Some(trigger) = item.trigger.clone() else {
        return view! { <span class="soft">{waiting().gone}</span> }.into_any();
    };
    let account = expect_context::<Account>();
    let label = debugger::trigger(&trigger.kind);
    let said = move || summary::of(&trigger, &account.dictionaries.read());
    view! { <div><b>{label}</b><div class="soft small">{said}</div></div> }.into_any()
}

fn scenario(item: &Item) -> AnyView {
    let words = waiting();
    if item.name.is_empty() && item.block.is_none() {
        return view! { <span class="soft">{words.gone_scenario}</span> }.into_any();
    }
    let href = Screen::Editor {
        scenario: item.scenario,
    }
    .hash();
    let block = item.block.as_ref();
    let block = block.map(|(index, name)| debugger::block_name(name, *index));
    let off = (!item.enabled).then(|| {
        view! { <div class="chips"><Chip tone=Tone::Warn sign=Sign::Idle word=words.off /></div> }
    });
    view! { <div><a href=href>{item.name.clone()}</a><div class="soft small">{block}</div>{off}</div> }
        .into_any()
}

/// Runs it now, or takes it away.
#[component]
fn Actions(item: Item, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let words = waiting();
    let trigger = item.trigger.as_ref();
    let trigger = trigger.map_or_else(|| words.gone.to_owned(), |it| debugger::trigger(&it.kind));
    let entity = debugger::entity(item.entity);
    let label = |action| texts::waiting::action_on(action, &trigger, &entity);
    let (now_label, cancel_label) = (label(words.now), label(words.cancel));
    let ask = move |action| {
        let (id, what) = (item.id.clone(), format!("{trigger}, {entity}"));
        move |_| {
            asked.set(Some(Asked {
                action,
                id: id.clone(),
                what: what.clone(),
            }))
        }
    };
    let (now, cancel) = (ask.clone()(Action::Now), ask(Action::Cancel));
    let title = (!item.enabled).then_some(words.now_off);
    view! {
        <div class="actions">
            <button class="btn quiet small" title=title aria-label=now_label disabled=!item.enabled on:click=now>
                <Icon sign=Sign::Bolt />{words.now}
            </button>
            <button class="btn quiet small danger" aria-label=cancel_label on:click=cancel>
                <Icon sign=Sign::Trash />{words.cancel}
            </button>
        </div>
    }
}
