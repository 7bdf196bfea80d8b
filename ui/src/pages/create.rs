//! The dialog for a new scenario: its event and its name (R51).

use api::scenarios;
use leptos::{prelude::*, task::spawn_local};

use super::{error_text, scenarios::event_label};
use crate::{
    api::Client,
    kit::{Choice, Dialog, Picker, PickerWords},
    state::{Nav, Screen},
    texts::{frame, list},
};

#[derive(Clone, Copy)]
struct Form {
    event: RwSignal<Option<String>>,
    name: RwSignal<String>,
    complaint: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

/// Creates a scenario and opens it in the editor (R52).
#[component]
pub(super) fn Create(
    /// Whether the dialog is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let nav = expect_context::<Nav>();
    let form = Form {
        event: RwSignal::new(None),
        name: RwSignal::new(String::new()),
        complaint: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match form.read() {
            Ok(create) => send(client, nav, form, open, create),
            Err(complaint) => form.complaint.set(Some(complaint.to_owned())),
        }
    };
    view! {
        <Dialog open=open title=list().create>
            <form class="form" on:submit=submit>
                <Fields form=form />
                <div class="row dialog-foot">
                    <button class="btn main" type="submit" disabled=form.busy>{list().create_do}</button>
                    <button class="btn" type="button" on:click=move |_| open.set(false)>{frame().cancel}</button>
                </div>
            </form>
        </Dialog>
    }
}

impl Form {
    fn read(self) -> Result<scenarios::Create, &'static str> {
        let event = self.event.get_untracked().ok_or(list().event_missing)?;
        let name = self.name.get_untracked().trim().to_owned();
        match name.is_empty() {
            true => Err(list().name_missing),
            false => Ok(scenarios::Create { name, event }),
        }
    }
}

/// Event, name and what is wrong with them.
#[component]
fn Fields(form: Form) -> impl IntoView {
    let words = list();
    let shown = move || {
        form.event
            .get()
            .map_or_else(|| words.event_choose.to_owned(), |code| event_label(&code))
    };
    let meaning = move || {
        let chosen = form.event.read();
        let entry = chosen.as_deref().and_then(engine::events::find);
        entry.map_or(words.event_hint, |entry| entry.meaning)
    };
    let picker_words = PickerWords {
        search: frame().search,
        nothing: frame().nothing,
    };
    let pick = move |code| {
        form.event.set(Some(code));
        crate::kit::focus_by_id("create-name");
    };
    let complaint = move || {
        form.complaint
            .get()
            .map(|text| view! { <p class="error-text" role="alert">{text}</p> })
    };
    view! {
        <div class="field">
            <span class="label">{words.event}</span>
            <Picker label=words.event shown=Signal::derive(shown) choices=events() selected=form.event
                words=picker_words id="create-event" on_pick=pick />
            <p class="note">{meaning}" "{words.event_final}</p>
        </div>
        <div class="field">
            <label for="create-name">{words.name}</label>
            <input class="input" id="create-name" autocomplete="off" maxlength="255" prop:value=form.name
                aria-describedby="create-name-hint"
                on:input=move |event| form.name.set(event_target_value(&event)) />
            <p class="note" id="create-name-hint">{words.name_hint}</p>
        </div>
        {complaint}
    }
}

fn events() -> Vec<Choice> {
    let choice = |event: &engine::events::Entry| {
        Choice::new(event.code, event.label)
            .under(event.group)
            .also(event.also.join(" "))
            .hint(event.meaning)
    };
    engine::events::all().map(choice).collect()
}

fn send(client: Client, nav: Nav, form: Form, open: RwSignal<bool>, create: scenarios::Create) {
    form.busy.set(true);
    spawn_local(async move {
        let answer = client.create(create).await;
        form.busy.set(false);
        match answer {
            Ok(detail) => {
                open.set(false);
                nav.go(Screen::Editor {
                    scenario: detail.id,
                });
            }
            Err(error) => form.complaint.set(Some(error_text(&error))),
        }
    });
}
