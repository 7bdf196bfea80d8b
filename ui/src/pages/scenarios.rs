//! The scenario list: loads it, filters it, and keeps what the rows do to it.

use api::scenarios::{Change, Item};
use leptos::{prelude::*, task::spawn_local};

use super::stop::{Stop, Target};
use super::{create::Create, error_text, rename::Rename, scenarios_table::Table};
use crate::{
    api::{Client, Error},
    kit::{Dialog, EmptyState, ErrorState, Icon, Sign, Skeleton, Toasts},
    texts::{frame, list, stop},
};

/// What a row asks the page for.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    /// Opens the dialog for a new scenario.
    pub create: RwSignal<bool>,
    /// The row to rename.
    pub rename: RwSignal<Option<Item>>,
    /// The row to delete.
    pub delete: RwSignal<Option<Item>>,
    /// What to stop at once.
    pub stop: RwSignal<Option<Target>>,
    /// Switches a row on or off.
    pub switch: Callback<(Item, bool)>,
}

/// Which rows are shown.
#[derive(Clone, Copy)]
struct Filter {
    query: RwSignal<String>,
    show: RwSignal<Show>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Show {
    All,
    On,
    Off,
    Failing,
}

const SHOWS: [(Show, &str); 4] = [
    (Show::All, "all"),
    (Show::On, "on"),
    (Show::Off, "off"),
    (Show::Failing, "failing"),
];

type Rows = RwSignal<Option<Result<Vec<Item>, Error>>>;

/// The scenario list.
#[component]
pub fn Scenarios() -> impl IntoView {
    let client = expect_context::<Client>();
    let toasts = expect_context::<Toasts>();
    let rows: Rows = RwSignal::new(None);
    load(client, rows);
    let asked = Asked {
        create: RwSignal::new(false),
        rename: RwSignal::new(None),
        delete: RwSignal::new(None),
        stop: RwSignal::new(None),
        switch: Callback::new(move |(item, on)| switch(client, toasts, rows, item, on)),
    };
    let filter = Filter {
        query: RwSignal::new(String::new()),
        show: RwSignal::new(Show::All),
    };
    let done = Callback::new(move |()| load(client, rows));
    view! {
        <main id="main" class="page" tabindex="-1">
            <Head rows=rows filter=filter asked=asked />
            {move || body(client, rows, filter, asked)}
        </main>
        <Create open=asked.create />
        <Rename asked=asked.rename on_done=done />
        <Delete asked=asked.delete on_done=done />
        <Stop asked=asked.stop on_done=done />
    }
}

fn load(client: Client, rows: Rows) {
    spawn_local(async move {
        let answer = client.scenarios().await;
        // The page may have been left while the answer was under way.
        drop(rows.try_set(Some(answer)));
    });
}

fn switch(client: Client, toasts: Toasts, rows: Rows, item: Item, on: bool) {
    spawn_local(async move {
        let change = Change {
            enabled: Some(on),
            ..Change::default()
        };
        match client.change(item.id, change).await {
            Ok(_) => toasts.announce(list::switched(&item.name, on)),
            Err(error) => toasts.show(error_text(&error)),
        }
        load(client, rows);
    });
}

/// Heading, count and the main button.
#[component]
fn Head(rows: Rows, filter: Filter, asked: Asked) -> impl IntoView {
    let words = list();
    let count = move || match rows.read().as_ref() {
        Some(Ok(items)) if !items.is_empty() => {
            list::count(chosen(items, filter).len(), items.len())
        }
        _ => String::new(),
    };
    let any_on = move || match rows.read().as_ref() {
        Some(Ok(items)) => items.iter().any(|item| item.enabled),
        _ => false,
    };
    view! {
        <div class="page-head">
            <h1>{words.title}</h1>
            <span class="soft small">{count}</span>
            <div class="row push">
                <Show when=any_on>
                    <button class="btn danger" on:click=move |_| asked.stop.set(Some(Target::All))>
                        <Icon sign=Sign::Stop />{stop().every}
                    </button>
                </Show>
                <button class="btn main" on:click=move |_| asked.create.set(true)>
                    <Icon sign=Sign::Plus />{words.create}
                </button>
            </div>
        </div>
    }
}

fn body(client: Client, rows: Rows, filter: Filter, asked: Asked) -> AnyView {
    let words = list();
    match rows.get() {
        None => view! { <Skeleton label=words.loading /> }.into_any(),
        Some(Err(error)) => {
            let retry = move |()| {
                rows.set(None);
                load(client, rows);
            };
            view! { <ErrorState title=words.failed text=error_text(&error) retry_word=frame().retry on_retry=retry /> }
                .into_any()
        }
        Some(Ok(items)) if items.is_empty() => view! {
            <section class="card">
                <EmptyState sign=Sign::Bolt title=words.empty_title text=words.empty>
                    <button class="btn main" on:click=move |_| asked.create.set(true)>
                        <Icon sign=Sign::Plus />{words.create}
                    </button>
                </EmptyState>
            </section>
        }
        .into_any(),
        Some(Ok(items)) => view! { <Filled items=items filter=filter asked=asked /> }.into_any(),
    }
}

/// The list with its filters.
#[component]
fn Filled(items: Vec<Item>, filter: Filter, asked: Asked) -> impl IntoView {
    let words = list();
    let found = Memo::new(move |_| chosen(&items, filter));
    let reset = move |_| {
        filter.query.set(String::new());
        filter.show.set(Show::All);
    };
    let nothing = move || {
        view! {
            <section class="card">
                <EmptyState sign=Sign::Search title=words.nothing_title text=words.nothing>
                    <button class="btn" on:click=reset>{words.reset}</button>
                </EmptyState>
            </section>
        }
    };
    view! {
        <div class="stack">
            <Filters filter=filter />
            <Show when=move || !found.read().is_empty() fallback=nothing>
                <Table items=found asked=asked />
            </Show>
            <p class="note">{words.moscow}</p>
        </div>
    }
}

/// Search and state.
#[component]
fn Filters(filter: Filter) -> impl IntoView {
    let words = list();
    let labels = [
        words.show_all,
        words.show_on,
        words.show_off,
        words.show_failing,
    ];
    let options = SHOWS.iter().zip(labels).map(|((show, key), label)| {
        view! { <option value=*key selected=move || filter.show.get() == *show>{label}</option> }
    });
    let choose = move |event| {
        let key = event_target_value(&event);
        let found = SHOWS.iter().find(|(_, code)| *code == key);
        filter.show.set(found.map_or(Show::All, |(show, _)| *show));
    };
    view! {
        <form class="filters" role="search" on:submit=|event| event.prevent_default()>
            <div class="field">
                <label for="list-query">{words.search}</label>
                <div class="with-icon">
                    <Icon sign=Sign::Search />
                    <input class="input" id="list-query" type="search" placeholder=words.search_hint
                        prop:value=filter.query on:input=move |event| filter.query.set(event_target_value(&event)) />
                </div>
            </div>
            <div class="field">
                <label for="list-show">{words.show}</label>
                <select class="input" id="list-show" on:change=choose>{options.collect_view()}</select>
            </div>
        </form>
    }
}

fn chosen(items: &[Item], filter: Filter) -> Vec<Item> {
    let query = filter.query.read().trim().to_lowercase();
    let show = filter.show.get();
    let fits = |item: &&Item| {
        let state = match show {
            Show::All => true,
            Show::On => item.enabled,
            Show::Off => !item.enabled,
            Show::Failing => item.failures_today > 0,
        };
        let hay = format!("{} {} {}", item.name, event_label(&item.event), item.id).to_lowercase();
        state && hay.contains(&query)
    };
    items.iter().filter(fits).cloned().collect()
}

/// Name of an event; an unknown code stands for itself.
pub(super) fn event_label(code: &str) -> String {
    engine::events::find(code)
        .map_or(code, |event| event.label)
        .to_owned()
}

/// Asks before a scenario is deleted.
#[component]
fn Delete(asked: RwSignal<Option<Item>>, on_done: Callback<()>) -> impl IntoView {
    let client = expect_context::<Client>();
    let toasts = expect_context::<Toasts>();
    let words = list();
    let open = RwSignal::new(false);
    Effect::new(move || open.set(asked.read().is_some()));
    let delete = move |_| {
        let Some(item) = asked.get_untracked() else {
            return;
        };
        open.set(false);
        spawn_local(async move {
            match client.delete(item.id).await {
                Ok(()) => toasts.show(list::deleted(&item.name)),
                Err(error) => toasts.show(error_text(&error)),
            }
            on_done.run(());
        });
    };
    let text = move || {
        asked
            .read()
            .as_ref()
            .map(|item| list::delete_text(&item.name))
    };
    view! {
        <Dialog open=open title=words.delete_title>
            <p>{text}</p>
            <div class="row dialog-foot">
                <button class="btn" data-first="" on:click=move |_| open.set(false)>{frame().cancel}</button>
                <button class="btn danger" on:click=delete>{words.delete_do}</button>
            </div>
        </Dialog>
    }
}
