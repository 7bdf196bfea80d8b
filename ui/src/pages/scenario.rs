//! The page of one scenario: loads it, saves it, switches it; the editor knows no requests.

use api::scenarios::{Change, Detail, Save};
use leptos::{prelude::*, task::spawn_local};

use super::{conflict::Conflict, error_text};
use crate::{
    api::{Client, Error},
    editor::{Body, Desk, Head},
    kit::{ErrorState, Skeleton},
    state::{Account, Nav, OwnScenarios, draft::Draft},
    texts::{editor, frame, list},
};

/// The editor with its requests.
#[component]
pub fn Scenario(
    /// Number of the scenario.
    id: u64,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let account = expect_context::<Account>();
    let loaded = RwSignal::new(None::<Result<Detail, Error>>);
    load(client, id, loaded);
    let retry = move |()| {
        account.load(client);
        loaded.set(None);
        load(client, id, loaded);
    };
    move || {
        let failed = |error: &Error| {
            let text = error_text(error);
            page(
                view! { <ErrorState title=editor().failed text=text retry_word=frame().retry on_retry=retry /> },
            )
        };
        match loaded.get() {
            Some(Err(error)) => failed(&error),
            _ if account.error.read().is_some() => {
                failed(&account.error.get().unwrap_or(Error::Unreadable))
            }
            // Without names of fields and stages the rows could not be read.
            Some(Ok(detail)) if account.loaded.get() => {
                view! { <Opened detail=detail loaded=loaded /> }.into_any()
            }
            _ => page(view! { <Skeleton label=editor().loading /> }),
        }
    }
}

fn page(inside: impl IntoView + 'static) -> AnyView {
    view! { <main id="main" class="page" tabindex="-1"><h1 class="sr">{editor().heading}</h1>{inside}</main> }.into_any()
}

type Loaded = RwSignal<Option<Result<Detail, Error>>>;

fn load(client: Client, id: u64, loaded: Loaded) {
    spawn_local(async move {
        let answer = client.scenario(id).await;
        // The page may have been left while the answer was under way.
        drop(loaded.try_set(Some(answer)));
    });
}

#[derive(Clone, Copy)]
struct Saving {
    client: Client,
    desk: Desk,
    busy: RwSignal<bool>,
    conflict: RwSignal<bool>,
}

/// A loaded scenario.
#[component]
fn Opened(detail: Detail, loaded: Loaded) -> impl IntoView {
    let client = expect_context::<Client>();
    let nav = expect_context::<Nav>();
    let id = detail.id;
    let desk = Desk::new(Draft::new(detail));
    let saving = Saving {
        client,
        desk,
        busy: RwSignal::new(false),
        conflict: RwSignal::new(false),
    };
    let save = Callback::new(move |()| saving.save(desk.draft.version.get_untracked()));
    let switch = Callback::new(move |on| switch(client, desk, on));
    let unsaved = desk.draft.unsaved();
    Effect::new(move || nav.unsaved.set(unsaved.get()));
    on_cleanup(move || nav.unsaved.set(false));
    let theirs = Callback::new(move |()| {
        loaded.set(None);
        load(client, id, loaded);
    });
    let mine = Callback::new(move |()| saving.save_over());
    let others = others(client, id);
    provide_context(OwnScenarios(others.into()));
    view! {
        <Head desk=desk saving=saving.busy.into() on_save=save on_switch=switch />
        <Body desk=desk others=others on_save=save />
        <Conflict open=saving.conflict on_theirs=theirs on_mine=mine />
    }
}

impl Saving {
    fn save(self, version: u64) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let Self { client, desk, .. } = self;
        let scenario = desk.draft.scenario.get_untracked();
        spawn_local(async move {
            let answer = client.save(desk.draft.id, Save { version, scenario }).await;
            self.busy.set(false);
            match answer {
                Ok(detail) => {
                    desk.draft.was_saved(detail);
                    desk.toasts.show(editor().saved);
                }
                Err(Error::Conflict(_)) => self.conflict.set(true),
                Err(error) => {
                    desk.toasts
                        .show(format!("{}: {}", editor().save_refused, error_text(&error)))
                }
            }
        });
    }

    /// Saves on top of what another person has saved.
    fn save_over(self) {
        let Self { client, desk, .. } = self;
        spawn_local(async move {
            match client.scenario(desk.draft.id).await {
                Ok(theirs) => self.save(theirs.version),
                Err(error) => desk.toasts.show(error_text(&error)),
            }
        });
    }
}

fn switch(client: Client, desk: Desk, on: bool) {
    let toasts = desk.toasts;
    spawn_local(async move {
        let change = Change {
            enabled: Some(on),
            ..Change::default()
        };
        match client.change(desk.draft.id, change).await {
            Ok(detail) => {
                desk.draft.enabled.set(detail.enabled);
                desk.draft.version.set(detail.version);
                toasts.show(list::switched(&detail.scenario.name, on));
            }
            Err(error) => {
                // The box shows the wish; it goes back to the truth.
                desk.draft.enabled.set(!on);
                toasts.show(error_text(&error));
            }
        }
    });
}

/// Own scenarios that can be a fallback.
fn others(client: Client, id: u64) -> RwSignal<Vec<(u64, String)>> {
    let others = RwSignal::new(Vec::new());
    spawn_local(async move {
        // Without the list only «Ничего» can be chosen; what is saved stays as it is.
        let items = client.scenarios().await.unwrap_or_default();
        let by_hand =
            |event: &str| engine::events::find(event).is_some_and(|event| event.entity.is_none());
        let own = items
            .into_iter()
            .filter(|item| item.id != id && by_hand(&item.event));
        drop(others.try_set(own.map(|item| (item.id, item.name)).collect()));
    });
    others
}
