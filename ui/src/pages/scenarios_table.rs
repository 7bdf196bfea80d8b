//! Rows of the scenario list.

use api::scenarios::Item;
use leptos::prelude::*;

use super::scenarios::{Asked, event_label};
use super::stop::Target;
use crate::{
    kit::{Chip, Icon, Sign, Switch},
    state::Screen,
    texts::{list, numbers, stop, time},
};

/// The scenarios as a table; a list of cards on narrow screens.
#[component]
pub(super) fn Table(
    /// What is shown.
    #[prop(into)]
    items: Signal<Vec<Item>>,
    /// What a row asks the page for.
    asked: Asked,
) -> impl IntoView {
    let words = list();
    view! {
        <section class="card" aria-label=words.title>
            <table class="list as-cards">
                <thead><tr>
                    <th scope="col">{words.column_on}</th>
                    <th scope="col">{words.column_name}</th>
                    <th scope="col">{words.column_event}</th>
                    <th scope="col">{words.column_last}</th>
                    <th scope="col">{words.column_today}</th>
                    <th scope="col">{words.column_failures}</th>
                    <th scope="col"><span class="sr">{words.column_actions}</span></th>
                </tr></thead>
                <tbody>
                    <For each=move || items.get() key=key children=move |item| view! { <Row item=item asked=asked /> } />
                </tbody>
            </table>
        </section>
    }
}

// A row is drawn anew when anything it shows has changed.
fn key(item: &Item) -> String {
    format!("{item:?}")
}

/// One scenario.
#[component]
fn Row(item: Item, asked: Asked) -> impl IntoView {
    let words = list();
    let editor = Screen::Editor { scenario: item.id }.hash();
    let runs = Screen::Runs {
        scenario: item.id,
        run: None,
    }
    .hash();
    let off = (!item.enabled).then(|| {
        view! {
            <div class="chips"><Chip sign=Sign::Idle word=words.off /></div>
        }
    });
    let today = match item.enabled || item.runs_today > 0 {
        true => numbers::grouped(item.runs_today),
        false => "—".to_owned(),
    };
    let switched = item.clone();
    view! {
        <tr class:off=!item.enabled>
            <td class="tight c-on">
                <Switch on=item.enabled label=list::switch_label(&item.name)
                    on_change=move |on| asked.switch.run((switched.clone(), on)) />
            </td>
            <td class="name c-name"><a href=editor>{item.name.clone()}</a>{off}</td>
            <td class="event" data-head=words.column_event><a href=runs.clone()>{event_label(&item.event)}</a></td>
            <td data-head=words.column_last>{last(&item)}</td>
            <td class="num" data-head=words.column_today>{today}</td>
            <td data-head=words.column_failures>{failures(&item, runs)}</td>
            <td class="tight c-more"><Actions item=item.clone() asked=asked /></td>
        </tr>
    }
}

/// The last start, a link to what it did (R49).
fn last(item: &Item) -> AnyView {
    let Some(at) = item.last_run_at else {
        return view! { <span class="soft">{list().never}</span> }.into_any();
    };
    let screen = Screen::Runs {
        scenario: item.id,
        run: item.last_run.clone(),
    };
    view! { <a class="num" href=screen.hash()>{time::ago(at, time::now_s())}</a> }.into_any()
}

fn failures(item: &Item, runs: String) -> AnyView {
    if item.failures_today == 0 {
        return view! { <span class="soft">{list().no_failures}</span> }.into_any();
    }
    view! {
        <a class="chip no" href=runs><Icon sign=Sign::Alert />{numbers::grouped(item.failures_today)}</a>
    }
    .into_any()
}

/// What else can be done with a row.
#[component]
fn Actions(item: Item, asked: Asked) -> impl IntoView {
    let words = list();
    let (to_rename, to_delete, to_stop) = (item.clone(), item.clone(), item.clone());
    view! {
        <div class="actions">
            <button class="btn quiet small icon-only" title=stop().action
                aria-label=list::action_on(stop().action, &item.name)
                on:click=move |_| asked.stop.set(Some(Target::One(to_stop.clone())))>
                <Icon sign=Sign::Stop />
            </button>
            <button class="btn quiet small icon-only" title=words.rename
                aria-label=list::action_on(words.rename, &item.name)
                on:click=move |_| asked.rename.set(Some(to_rename.clone()))>
                <Icon sign=Sign::Pencil />
            </button>
            <button class="btn quiet small icon-only danger" title=words.delete
                aria-label=list::action_on(words.delete, &item.name)
                on:click=move |_| asked.delete.set(Some(to_delete.clone()))>
                <Icon sign=Sign::Trash />
            </button>
        </div>
    }
}
