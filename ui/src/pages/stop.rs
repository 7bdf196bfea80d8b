//! The kill switch: asks first, then stops a scenario or all of them, and tells what was dropped.

use api::scenarios::Item;
use leptos::{prelude::*, task::spawn_local};

use super::error_text;
use crate::{
    api::Client,
    kit::{Dialog, Toasts},
    texts::{self, frame},
};

/// What is to be stopped.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    /// One scenario.
    One(Item),
    /// Every scenario of the account.
    All,
}

/// Asks before anything is stopped.
#[component]
pub(super) fn Stop(asked: RwSignal<Option<Target>>, on_done: Callback<()>) -> impl IntoView {
    let client = expect_context::<Client>();
    let toasts = expect_context::<Toasts>();
    let open = RwSignal::new(false);
    Effect::new(move || open.set(asked.read().is_some()));
    let stop = move |_| {
        let Some(target) = asked.get_untracked() else {
            return;
        };
        open.set(false);
        spawn_local(async move {
            let answer = match &target {
                Target::One(item) => client.stop(Some(item.id)).await,
                Target::All => client.stop(None).await,
            };
            match answer {
                Ok(dropped) => toasts.show(texts::stop::dropped(dropped)),
                Err(error) => toasts.show(error_text(&error)),
            }
            asked.set(None);
            on_done.run(());
        });
    };
    let text = move || match asked.read().as_ref() {
        Some(Target::One(item)) => texts::stop::one(&item.name),
        Some(Target::All) | None => texts::stop().all.to_owned(),
    };
    view! {
        <Dialog open=open title=texts::stop().title>
            <p>{text}</p>
            <p class="note">{texts::stop().stays}</p>
            <div class="row dialog-foot">
                <button class="btn" data-first="" on:click=move |_| open.set(false)>{frame().cancel}</button>
                <button class="btn danger" on:click=stop>{texts::stop().confirm}</button>
            </div>
        </Dialog>
    }
}
