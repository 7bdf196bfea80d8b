//! The choice of a deal to look at: search by name or number.

use api::crm::Found;
use leptos::{ev, prelude::*, task::spawn_local};

use super::desk::Desk;
use crate::{
    api::Client,
    kit::{Icon, Pause, Sign},
    texts::editor,
};

/// Keystrokes closer together than this make one request.
const PAUSE_MS: u64 = 250;

#[derive(Clone, Copy)]
struct Search {
    client: Client,
    desk: Desk,
    text: RwSignal<String>,
    open: RwSignal<bool>,
    found: RwSignal<Option<Vec<Found>>>,
    cursor: RwSignal<usize>,
    pause: Pause,
}

/// The search with its list.
#[component]
pub(super) fn DealPicker(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let search = Search {
        client: expect_context::<Client>(),
        desk,
        text: RwSignal::new(String::new()),
        open: RwSignal::new(false),
        found: RwSignal::new(None),
        cursor: RwSignal::new(0),
        pause: Pause::new(PAUSE_MS),
    };
    let words = editor();
    let note = move || {
        desk.preview
            .deal
            .read()
            .as_ref()
            .map(|deal| deal.note.clone())
    };
    let typed = move |event| {
        search.text.set(event_target_value(&event));
        search.open.set(true);
        search.pause.then(move || search.ask());
    };
    let active = move || {
        search
            .open
            .get()
            .then(|| format!("deal-{}", search.cursor.get()))
    };
    view! {
        <div class="field deal" on:focusout=move |_| { search.open.try_set(false); }>
            <label for="deal">{words.deal}</label>
            <div class="with-icon">
                <Icon sign=Sign::Search />
                <input class="input" id="deal" role="combobox" autocomplete="off" placeholder=words.deal_hint
                    aria-controls="deal-list" aria-expanded=move || search.open.get().to_string()
                    aria-activedescendant=active prop:value=search.text on:input=typed
                    on:focus=move |_| search.show() on:click=move |_| search.show()
                    on:keydown=move |event| search.keys(&event) />
            </div>
            <Show when=move || search.open.get()>
                <div class="pop deal-pop">
                    <ul class="options" id="deal-list" role="listbox" aria-label=words.deal>
                        {move || search.rows()}
                    </ul>
                </div>
            </Show>
            <p class="note">{note}</p>
        </div>
    }
}

impl Search {
    /// Opens the list; the first time it asks for the latest deals.
    fn show(self) {
        if !self.open.get_untracked() {
            self.open.set(true);
            self.ask();
        }
    }

    fn ask(self) {
        let text = self.text.get_untracked();
        // The chosen deal's own name is no search.
        let chosen = self
            .desk
            .preview
            .deal
            .get_untracked()
            .is_some_and(|deal| title(&deal) == text);
        let query = if chosen { String::new() } else { text.clone() };
        spawn_local(async move {
            let answer = self.client.search_leads(query.trim()).await;
            // An answer to an older text is of no use.
            if self.text.try_get_untracked().as_ref() == Some(&text) {
                self.found.set(Some(answer.unwrap_or_default()));
                self.cursor.set(0);
            }
        });
    }

    fn rows(self) -> AnyView {
        let words = editor();
        match self.found.get() {
            None => view! { <li class="note">{words.deal_loading}</li> }.into_any(),
            Some(found) if found.is_empty() => {
                view! { <li class="note">{words.deal_nothing}</li> }.into_any()
            }
            Some(found) => found
                .into_iter()
                .enumerate()
                .map(|(index, deal)| self.row(index, deal))
                .collect_view()
                .into_any(),
        }
    }

    fn row(self, index: usize, deal: Found) -> impl IntoView {
        let (name, note) = (title(&deal), deal.note.clone());
        let at_cursor = move || self.cursor.get() == index;
        view! {
            <li class="option two-lines" class:cursor=at_cursor role="option" id=format!("deal-{index}")
                aria-selected=move || at_cursor().to_string()
                on:mousedown=|event| event.prevent_default() on:click=move |_| self.choose(deal.clone())>
                <span>{name}</span><span class="note">{note}</span>
            </li>
        }
    }

    fn choose(self, deal: Found) {
        self.text.set(title(&deal));
        self.open.set(false);
        self.desk.preview.choose(self.client, deal);
    }

    fn keys(self, event: &ev::KeyboardEvent) {
        let found = self.found.get_untracked().unwrap_or_default();
        let at = self.cursor.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => self.cursor.set((at + 1).min(found.len().saturating_sub(1))),
            "ArrowUp" => self.cursor.set(at.saturating_sub(1)),
            "Enter" => {
                if let Some(deal) = found
                    .into_iter()
                    .nth(at)
                    .filter(|_| self.open.get_untracked())
                {
                    self.choose(deal);
                }
            }
            "Escape" => self.open.set(false),
            _ => return,
        }
        event.prevent_default();
    }
}

/// Name and number of a deal.
fn title(deal: &Found) -> String {
    let name = if deal.name.trim().is_empty() {
        editor().nameless
    } else {
        deal.name.as_str()
    };
    format!("{name}, № {}", deal.entity.id)
}
