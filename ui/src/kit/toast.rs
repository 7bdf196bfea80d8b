//! Toasts and announcements: what just happened, with a way back.

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;

/// How long a toast stays that only tells something, and one that can be answered.
const TOLD: Duration = Duration::from_secs(4);
const ASKED: Duration = Duration::from_secs(8);

#[derive(Clone)]
struct Toast {
    id: u32,
    text: String,
    action: Option<(String, Way)>,
}

/// A way back; no `Callback`, because what offers it is often gone by the time it is taken.
type Way = Arc<dyn Fn() + Send + Sync>;

/// The toasts of the page and the line read aloud; a context.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    spoken: RwSignal<String>,
    last: StoredValue<u32>,
}

impl Toasts {
    /// Puts the toasts of a page into the context.
    pub fn provide() -> Self {
        let toasts = Self {
            shown: RwSignal::new(Vec::new()),
            spoken: RwSignal::new(String::new()),
            last: StoredValue::new(0),
        };
        provide_context(toasts);
        toasts
    }

    /// Says something without showing it: a move, a result.
    pub fn announce(self, text: impl Into<String>) {
        self.spoken.set(text.into());
    }

    /// Shows a sentence for a while.
    pub fn show(self, text: impl Into<String>) {
        self.push(text.into(), None);
    }

    /// Shows a sentence with a button that takes it back.
    pub fn show_with(
        self,
        text: impl Into<String>,
        word: impl Into<String>,
        action: impl Fn() + Send + Sync + 'static,
    ) {
        self.push(text.into(), Some((word.into(), Arc::new(action))));
    }

    fn push(self, text: String, action: Option<(String, Way)>) {
        self.last.update_value(|last| *last += 1);
        let id = self.last.get_value();
        let stays = match &action {
            None => TOLD,
            Some(_) => ASKED,
        };
        self.shown.update(|shown| {
            // The same said again is shown once; two ways back are two.
            shown.retain(|toast| toast.text != text || toast.action.is_some());
            shown.push(Toast { id, text, action });
            let extra = shown.len().saturating_sub(3);
            shown.drain(..extra);
        });
        set_timeout(move || self.remove(id), stays);
    }

    fn remove(self, id: u32) {
        self.shown
            .update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Where toasts appear and announcements are read.
#[component]
pub fn ToastRegion(
    /// What is shown.
    toasts: Toasts,
) -> impl IntoView {
    let draw = move |toast: Toast| {
        let id = toast.id;
        let button = toast.action.map(|(word, action)| {
            let press = move |_| {
                action();
                toasts.remove(id);
            };
            view! { <button class="btn small" on:click=press>{word}</button> }
        });
        view! { <div class="toast"><span>{toast.text}</span>{button}</div> }
    };
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|toast| toast.id children=draw />
        </div>
        <div class="sr" role="status" aria-live="polite">{toasts.spoken}</div>
    }
}
