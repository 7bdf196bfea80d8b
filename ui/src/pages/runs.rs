//! The debugger's page: runs of a scenario on the left, the opened one on the right (R425–R439).

use std::time::Duration;

use api::{runs, scenarios};
use leptos::{prelude::*, task::spawn_local};

use super::error_text;
use crate::{
    api::{Client, Error},
    debugger::{Found, Opened, RunList},
    kit::{EmptyState, ErrorState, Icon, Sign, Skeleton},
    state::Screen,
    texts::{debugger, frame},
};

/// How soon a run under way is looked at again, and how seldom at the most.
const FIRST_LOOK: Duration = Duration::from_millis(500);
const LONGEST_LOOK: Duration = Duration::from_secs(30);

type Shown = RwSignal<Option<Result<runs::Detail, Error>>>;
type Scenario = RwSignal<Option<Result<scenarios::Detail, Error>>>;

/// The debugger of a scenario.
#[component]
pub fn Runs(scenario: u64, run: Option<String>) -> impl IntoView {
    let client = expect_context::<Client>();
    let detail: Scenario = RwSignal::new(None);
    let found = Found::new(client, scenario);
    let opened = RwSignal::new(None);
    let shown = run.clone();
    let refresh = Callback::new(move |()| {
        spawn_local(async move { drop(detail.try_set(Some(client.scenario(scenario).await))) });
        found.refresh();
        // The opened run goes on too: its effects get their outcomes one after another.
        if let Some(run) = run.clone() {
            open(client, run, (opened, found), FIRST_LOOK);
        }
    });
    refresh.run(());
    view! {
        <main id="main" class="page" tabindex="-1">
            <Head scenario=scenario detail=detail refresh=refresh />
            <Search found=found />
            {move || body(found, shown.clone(), opened, refresh)}
        </main>
    }
}

/// Shows a run, and looks again as long as it is under way.
fn open(client: Client, run: String, (opened, found): (Shown, Found), pause: Duration) {
    spawn_local(async move {
        let answer = client.run(&run).await;
        let goes_on = matches!(&answer, Ok(detail) if detail.run.status == runs::Status::Running);
        let is_new = opened.try_with_untracked(|shown| shown.as_ref() != Some(&answer));
        // `None`: the page was left while the answer was under way.
        let Some(is_new) = is_new else { return };
        if is_new {
            drop(opened.try_set(Some(answer)));
        }
        if goes_on {
            let next = (pause * 2).min(LONGEST_LOOK);
            set_timeout(move || open(client, run, (opened, found), next), pause);
        } else if pause > FIRST_LOOK {
            found.refresh();
        }
    });
}

/// Name of the scenario, the way back, and a fresh look.
#[component]
fn Head(scenario: u64, detail: Scenario, refresh: Callback<()>) -> impl IntoView {
    let words = debugger();
    let name = move || match detail.read().as_ref() {
        Some(Ok(detail)) => detail.scenario.name.clone(),
        _ => words.title.to_owned(),
    };
    let event = move || match detail.read().as_ref() {
        Some(Ok(detail)) => debugger::event(&detail.scenario.event),
        _ => String::new(),
    };
    view! {
        <div class="page-head">
            <a class="btn quiet icon-only" href=Screen::Scenarios.hash() aria-label=words.back><Icon sign=Sign::Left /></a>
            <h1>{name}</h1>
            <span class="soft small">{words.title}" · "{event}</span>
            <div class="row push">
                <a class="btn" href=Screen::Editor { scenario }.hash()><Icon sign=Sign::Pencil />{words.edit}</a>
                <button class="btn" on:click=move |_| refresh.run(())><Icon sign=Sign::History />{words.refresh}</button>
            </div>
        </div>
    }
}

/// Finds the runs of one entity by its number (R429).
#[component]
fn Search(found: Found) -> impl IntoView {
    let words = debugger();
    let text = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = text.read_untracked().trim().to_owned();
        let entity = typed.parse::<u64>().ok();
        wrong.set(entity.is_none() && !typed.is_empty());
        if !wrong.get_untracked() {
            found.of_entity(entity);
        }
    };
    view! {
        <form class="row debug-search" role="search" on:submit=submit>
            <div class="field">
                <label for="runs-entity">{words.entity}</label>
                <input class="input" id="runs-entity" inputmode="numeric" placeholder=words.entity_hint
                    aria-describedby="runs-entity-wrong" aria-invalid=move || wrong.get().to_string()
                    prop:value=text on:input=move |event| text.set(event_target_value(&event)) />
            </div>
            <button class="btn">{frame().search}</button>
            <p class="note" id="runs-entity-wrong" role="status">{move || wrong.get().then_some(words.entity_wrong)}</p>
        </form>
    }
}

fn body(found: Found, shown: Option<String>, opened: Shown, refresh: Callback<()>) -> AnyView {
    let words = debugger();
    match found.state.get() {
        None => view! { <Skeleton label=words.loading /> }.into_any(),
        Some(Err(error)) => {
            view! { <ErrorState title=words.failed text=error_text(&error) retry_word=frame().retry on_retry=refresh /> }
                .into_any()
        }
        Some(Ok(())) if found.runs.read().is_empty() => {
            let text = if found.is_filtered() { words.nothing } else { words.empty };
            view! { <section class="card"><EmptyState sign=Sign::History title=words.empty_title text=text /></section> }
                .into_any()
        }
        Some(Ok(())) => view! {
            <div class="debug">
                <RunList found=found shown=shown.clone() />
                {move || right(shown.is_some(), opened)}
            </div>
        }
        .into_any(),
    }
}

fn right(chosen: bool, opened: Shown) -> AnyView {
    let words = debugger();
    match opened.get() {
        None if chosen => view! { <Skeleton label=words.loading_run /> }.into_any(),
        None => view! {
            <section class="card"><EmptyState sign=Sign::List title=words.choose_title text=words.choose /></section>
        }
        .into_any(),
        Some(Ok(detail)) => view! { <Opened detail=detail /> }.into_any(),
        Some(Err(error)) => view! {
            <section class="card" role="alert"><div class="empty">
                <Icon sign=Sign::Alert /><h2>{words.failed_run}</h2><p class="soft">{error_text(&error)}</p>
            </div></section>
        }
        .into_any(),
    }
}
