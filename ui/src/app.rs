//! The frame: signing in, the bar with tabs, the current screen.

use leptos::prelude::*;

use crate::{
    api::Client,
    kit::{Dialog, EmptyState, ErrorState, Icon, Sign, Skeleton, ToastRegion, Toasts},
    pages::{self, error_text},
    state::{Account, Nav, Phase, Screen, Session},
    texts::frame,
};

/// The whole panel.
#[component]
pub fn App() -> impl IntoView {
    let toasts = Toasts::provide();
    let session = Session::provide();
    view! {
        <a class="skip" href="#main" on:click=skip>{frame().to_content}</a>
        {move || gate(session)}
        <ToastRegion toasts=toasts />
    }
}

// The address after `#` belongs to screens, so the jump is made by focus.
fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    crate::kit::focus_by_id("main");
}

fn gate(session: Session) -> AnyView {
    let words = frame();
    let retry = Callback::new(move |()| session.start());
    let page = match session.phase.get() {
        Phase::Ready => {
            return session
                .client()
                .map(|client| view! { <Inside client=client /> })
                .into_any();
        }
        Phase::SigningIn => view! { <Skeleton label=words.signing_in /> }.into_any(),
        Phase::Outside => view! {
            <section class="card">
                <EmptyState sign=Sign::Bolt title=words.outside_title text=words.outside />
            </section>
        }
        .into_any(),
        Phase::Failed(error) => {
            let text = error
                .as_ref()
                .map_or_else(|| words.no_answer.to_owned(), error_text);
            view! { <ErrorState title=words.no_answer_title text=text retry_word=words.retry on_retry=retry /> }.into_any()
        }
    };
    view! { <main id="main" class="page" tabindex="-1"><h1 class="sr">{words.product}</h1>{page}</main> }.into_any()
}

/// Everything behind signing in.
#[component]
fn Inside(client: Client) -> impl IntoView {
    let nav = Nav::provide();
    Account::provide(client);
    provide_context(client);
    let screen = nav.screen();
    let page = move || match screen.get() {
        Screen::Scenarios => view! { <pages::Scenarios /> }.into_any(),
        Screen::Editor { scenario } => view! { <pages::Scenario id=scenario /> }.into_any(),
        Screen::Runs { scenario, run } => {
            view! { <pages::Runs scenario=scenario run=run /> }.into_any()
        }
        Screen::Statistics => view! { <pages::Statistics /> }.into_any(),
        Screen::Waiting { entity } => view! { <pages::Waiting entity=entity /> }.into_any(),
    };
    view! {
        <Bar nav=nav />
        {page}
        <Leave nav=nav />
    }
}

/// A section of the product.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Scenarios,
    Waiting,
    Statistics,
}

impl Tab {
    fn of(screen: &Screen) -> Self {
        match screen {
            Screen::Waiting { .. } => Self::Waiting,
            Screen::Statistics => Self::Statistics,
            Screen::Scenarios | Screen::Editor { .. } | Screen::Runs { .. } => Self::Scenarios,
        }
    }
}

/// The bar of the product with its tabs.
#[component]
fn Bar(nav: Nav) -> impl IntoView {
    let words = frame();
    let home = Screen::Scenarios.hash();
    let waiting = Screen::Waiting { entity: None };
    // The tab that leads to the screen itself is its page, and one that leads to its list is around it.
    let current = move |tab: Tab| {
        let screen = nav.screen().get();
        let inside = matches!(screen, Screen::Editor { .. } | Screen::Runs { .. });
        (Tab::of(&screen) == tab).then_some(if inside { "true" } else { "page" })
    };
    view! {
        <header class="top">
            <a class="brand" href=home.clone()><Icon sign=Sign::Bolt />{words.product}</a>
            <nav class="tabs" aria-label=words.sections>
                <a href=home aria-current=move || current(Tab::Scenarios)>{words.scenarios}</a>
                <a href=waiting.hash() aria-current=move || current(Tab::Waiting)>{words.waiting}</a>
                <a href=Screen::Statistics.hash() aria-current=move || current(Tab::Statistics)>{words.statistics}</a>
            </nav>
        </header>
    }
}

/// Asks before unsaved work is lost.
#[component]
fn Leave(nav: Nav) -> impl IntoView {
    let words = frame();
    let open = RwSignal::new(false);
    Effect::new(move || open.set(nav.held.read().is_some()));
    let go = move |_| {
        if let Some(screen) = nav.held.get_untracked() {
            nav.leave_for(screen);
        }
    };
    view! {
        <Dialog open=open title=words.leave_title>
            <p>{words.leave}</p>
            <div class="row dialog-foot">
                <button class="btn main" data-first="" on:click=move |_| open.set(false)>{words.leave_stay}</button>
                <button class="btn danger" on:click=go>{words.leave_go}</button>
            </div>
        </Dialog>
    }
}
