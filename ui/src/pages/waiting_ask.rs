//! Asks before something that waits is carried out at once or taken away.

use leptos::{prelude::*, task::spawn_local};

use super::error_text;
use crate::{
    api::Client,
    kit::{Dialog, Toasts},
    texts::{frame, waiting},
};

/// What is to be done with one that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Carried out at once.
    Now,
    /// Taken away.
    Cancel,
}

/// What is asked about.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Asked {
    /// What is to be done.
    pub action: Action,
    /// Identifier of what waits.
    pub id: String,
    /// Trigger and card in words.
    pub what: String,
}

/// The dialog; answers with a toast.
#[component]
pub(super) fn Ask(asked: RwSignal<Option<Asked>>, on_done: Callback<()>) -> impl IntoView {
    let words = waiting();
    let now = RwSignal::new(false);
    let cancel = RwSignal::new(false);
    Effect::new(move || {
        let action = asked.read().as_ref().map(|asked| asked.action);
        now.set(action == Some(Action::Now));
        cancel.set(action == Some(Action::Cancel));
    });
    let what = move || asked.read().as_ref().map(|asked| asked.what.clone());
    let act = acts(asked, on_done);
    view! {
        <Dialog open=now title=words.now_title>
            <p><b>{what}</b></p>
            <p>{words.now_text}</p>
            <div class="row dialog-foot">
                <button class="btn" on:click=move |_| asked.set(None)>{frame().cancel}</button>
                <button class="btn main" data-first="" on:click=move |_| act.run(())>{words.now}</button>
            </div>
        </Dialog>
        <Dialog open=cancel title=words.cancel_title>
            <p><b>{what}</b></p>
            <p>{words.cancel_text}</p>
            <div class="row dialog-foot">
                <button class="btn" data-first="" on:click=move |_| asked.set(None)>{words.keep}</button>
                <button class="btn danger" on:click=move |_| act.run(())>{words.cancel_do}</button>
            </div>
        </Dialog>
    }
}

fn acts(asked: RwSignal<Option<Asked>>, on_done: Callback<()>) -> Callback<()> {
    let client = expect_context::<Client>();
    let toasts = expect_context::<Toasts>();
    let words = waiting();
    Callback::new(move |()| {
        let Some(Asked { action, id, .. }) = asked.get_untracked() else {
            return;
        };
        asked.set(None);
        spawn_local(async move {
            let (answer, done) = match action {
                Action::Now => (client.let_go(&id).await, words.done_now),
                Action::Cancel => (client.take_away(&id).await, words.done_cancel),
            };
            match answer {
                Ok(()) => toasts.show(done),
                Err(error) => toasts.show(error_text(&error)),
            }
            on_done.run(());
        });
    })
}
