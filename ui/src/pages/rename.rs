//! The dialog that renames a scenario.

use api::scenarios::{Change, Item};
use leptos::{prelude::*, task::spawn_local};

use super::error_text;
use crate::{
    api::Client,
    kit::Dialog,
    texts::{frame, list},
};

/// Renames the asked scenario.
#[component]
pub(super) fn Rename(
    /// The scenario; the dialog is shown while there is one.
    asked: RwSignal<Option<Item>>,
    /// After the name has been saved.
    on_done: Callback<()>,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let words = list();
    let open = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let complaint = RwSignal::new(None::<String>);
    Effect::new(move || {
        let item = asked.get();
        open.set(item.is_some());
        complaint.set(None);
        name.set(item.map(|item| item.name).unwrap_or_default());
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(item) = asked.get_untracked() else {
            return;
        };
        let text = name.get_untracked().trim().to_owned();
        if text.is_empty() {
            complaint.set(Some(words.name_missing.to_owned()));
            return;
        }
        spawn_local(async move {
            match client
                .change(
                    item.id,
                    Change {
                        name: Some(text),
                        ..Change::default()
                    },
                )
                .await
            {
                Ok(_) => {
                    open.set(false);
                    on_done.run(());
                }
                Err(error) => complaint.set(Some(error_text(&error))),
            }
        });
    };
    let problem = move || {
        complaint
            .get()
            .map(|text| view! { <p class="error-text" role="alert">{text}</p> })
    };
    view! {
        <Dialog open=open title=words.rename_title>
            <form class="form" on:submit=submit>
                <div class="field">
                    <label for="rename-name">{words.name}</label>
                    <input class="input" id="rename-name" data-first="" maxlength="255" prop:value=name
                        on:input=move |event| name.set(event_target_value(&event)) />
                </div>
                {problem}
                <div class="row dialog-foot">
                    <button class="btn main" type="submit">{words.rename_do}</button>
                    <button class="btn" type="button" on:click=move |_| open.set(false)>{frame().cancel}</button>
                </div>
            </form>
        </Dialog>
    }
}
