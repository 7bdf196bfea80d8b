//! The page of the statistics: operations of the month, what waits, days and scenarios (R437, R444–R449).

use api::statistics::{Counts, Summary};
use leptos::{prelude::*, task::spawn_local};

use super::error_text;
use crate::{
    api::{Client, Error},
    kit::{Chip, EmptyState, ErrorState, Icon, Sign, Skeleton, Tone},
    state::Screen,
    texts::{frame, numbers::grouped, statistics},
};

type Shown = RwSignal<Option<Result<Summary, Error>>>;

/// What the account has used.
#[component]
pub fn Statistics() -> impl IntoView {
    let client = expect_context::<Client>();
    let words = statistics();
    let shown: Shown = RwSignal::new(None);
    let load = move || {
        spawn_local(async move {
            // The page may have been left while the answer was under way.
            drop(shown.try_set(Some(client.statistics().await)));
        });
    };
    load();
    view! {
        <main id="main" class="page" tabindex="-1">
            <div class="page-head">
                <h1>{words.title}</h1>
                <button class="btn push" on:click=move |_| load()><Icon sign=Sign::History />{words.refresh}</button>
            </div>
            {move || match shown.get() {
                None => view! { <Skeleton label=words.loading /> }.into_any(),
                Some(Err(error)) => view! {
                    <ErrorState title=words.failed text=error_text(&error) retry_word=frame().retry on_retry=move |()| load() />
                }.into_any(),
                Some(Ok(summary)) => view! { <Filled summary=summary /> }.into_any(),
            }}
        </main>
    }
}

#[component]
fn Filled(summary: Summary) -> impl IntoView {
    let words = statistics();
    let queue = summary.queue;
    let waiting = Screen::Waiting { entity: None }.hash();
    view! {
        <div class="stack">
            <div class="figures">
                <Operations used=summary.used limit=summary.limit />
                <section class="card card-body">
                    <h2>{words.queue}</h2>
                    <p class="figure num">{grouped(queue.events)}</p>
                    <p class="note">{words.queue_hint}</p>
                </section>
                <section class="card card-body">
                    <h2>{words.runs}</h2>
                    <p class="figure num">{grouped(queue.runs)}</p>
                    <p><a href=waiting>{words.delayed}": "{grouped(queue.delayed)}</a></p>
                </section>
            </div>
            {tables(&summary)}
            <p class="note">{words.moscow}</p>
        </div>
    }
}

/// Operations of the month beside the limit.
#[component]
fn Operations(used: Counts, limit: Option<u64>) -> impl IntoView {
    let words = statistics();
    let operations = used.hooks + used.triggers;
    let sum = match limit {
        Some(limit) => statistics::of_limit(operations, limit),
        None => grouped(operations),
    };
    let over = limit.is_some_and(|limit| operations > limit);
    view! {
        <section class="card card-body">
            <h2>{words.operations}</h2>
            <p class="figure num">{sum}</p>
            {limit.map(|limit| view! {
                <progress class="used" max=limit.max(1) value=operations.min(limit) aria-label=words.operations></progress>
            })}
            {over.then(|| view! { <Chip tone=Tone::Warn sign=Sign::Alert word=words.over /> })}
            <p>{statistics::parts(used.hooks, used.triggers)}</p>
            <p class="note">{if limit.is_some() { words.operations_hint } else { words.no_limit }}</p>
        </section>
    }
}

fn tables(summary: &Summary) -> AnyView {
    let words = statistics();
    if summary.days.is_empty() && summary.scenarios.is_empty() {
        return view! {
            <section class="card"><EmptyState sign=Sign::History title=words.days text=words.empty /></section>
        }
        .into_any();
    }
    let scenarios = summary.scenarios.iter().map(|used| {
        let href = Screen::Runs {
            scenario: used.scenario,
            run: None,
        }
        .hash();
        let name = match used.name.is_empty() {
            true => view! { <span class="soft">{words.gone}</span> }.into_any(),
            false => view! { <a href=href>{used.name.clone()}</a> }.into_any(),
        };
        row(words.scenario, name, used.counts, false)
    });
    let days = summary.days.iter().rev().map(|day| {
        row(
            words.day,
            statistics::day(&day.day).into_any(),
            day.counts,
            true,
        )
    });
    view! {
        {table(words.scenarios, words.scenario, scenarios.collect_view().into_any(), false)}
        {table(words.days, words.day, days.collect_view().into_any(), true)}
    }
    .into_any()
}

fn table(title: &'static str, first: &'static str, rows: AnyView, hooks: bool) -> impl IntoView {
    let words = statistics();
    view! {
        <section class="card" aria-label=title>
            <div class="card-head"><h2>{title}</h2></div>
            <table class="list as-cards counts">
                <thead><tr>
                    <th scope="col">{first}</th>
                    {hooks.then(|| view! { <th scope="col">{words.hooks}</th> })}
                    <th scope="col">{words.fired}</th>
                    <th scope="col">{words.not_matching}</th>
                    <th scope="col">{words.triggers}</th>
                    <th scope="col">{words.errors}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn row(first: &'static str, name: AnyView, counts: Counts, hooks: bool) -> impl IntoView {
    let words = statistics();
    let cell = |head: &'static str, number: u64| {
        view! { <td class="num" data-head=head>{grouped(number)}</td> }
    };
    view! {
        <tr>
            <td class="name" data-head=first>{name}</td>
            {hooks.then(|| cell(words.hooks, counts.hooks))}
            {cell(words.fired, counts.fired)}
            {cell(words.not_matching, counts.not_matching)}
            {cell(words.triggers, counts.triggers)}
            {cell(words.errors, counts.failed)}
        </tr>
    }
}
