//! The honest states of a page: loading, empty, failed, and a word to the reader.

use leptos::prelude::*;

use super::{
    chip::Tone,
    icon::{Icon, Sign},
};

/// Grey lines where rows will stand.
#[component]
pub fn Skeleton(
    /// What is being loaded, for screen readers.
    label: &'static str,
) -> impl IntoView {
    let row = |width: &'static str| {
        view! {
            <div class="row skeleton-row">
                <span class="skeleton short"></span>
                <span class=format!("skeleton {width}")></span>
            </div>
        }
    };
    view! {
        <section class="card" aria-busy="true" aria-label=label>
            <div class="card-body stack">
                {["wide", "middle", "wide", "narrow", "middle"].map(row).collect_view()}
                <p class="note late">{label}"…"</p>
            </div>
        </section>
    }
}

/// What a page is for, and the first step.
#[component]
pub fn EmptyState(
    /// Its picture.
    sign: Sign,
    /// Heading.
    title: &'static str,
    /// What stands here later.
    #[prop(into)]
    text: String,
    /// The first step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon sign=sign />
            <h2>{title}</h2>
            <p class="soft">{text}</p>
            <div class="row">{children.map(|children| children())}</div>
        </div>
    }
}

/// What happened, what to do, and a way to try again.
#[component]
pub fn ErrorState(
    /// Heading.
    title: &'static str,
    /// Reason and remedy.
    #[prop(into)]
    text: String,
    /// Word of the button.
    retry_word: &'static str,
    /// Tries again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    view! {
        <section class="card" role="alert">
            <div class="empty">
                <Icon sign=Sign::Alert />
                <h2>{title}</h2>
                <p class="soft">{text}</p>
                <button class="btn" on:click=move |_| on_retry.run(())>{retry_word}</button>
            </div>
        </section>
    }
}

/// A sentence that has to be read.
#[component]
pub fn Message(
    /// Its colour.
    tone: Tone,
    /// Its icon.
    sign: Sign,
    /// The sentence.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("message {}", tone.class())>
            <Icon sign=sign />
            <div class="small">{children()}</div>
        </div>
    }
}
