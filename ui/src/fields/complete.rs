//! The list that opens while a `{{variable:modifier}}` is typed in a text area.

use std::sync::atomic::{AtomicU32, Ordering};

use engine::modifiers;
use leptos::{ev, html, prelude::*};

use super::{
    completion::{Asked, Placed, Wanted, asked},
    slot::Slot,
    variables,
};
use crate::{
    kit::{Choice, first, narrowed, scroll_to, step},
    state::Account,
    texts::editor,
};

/// More lines than this are no help.
const MOST: usize = 60;

/// The list of one text area; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Complete {
    id: u32,
    area: NodeRef<html::Textarea>,
    asked: RwSignal<Option<Asked>>,
    cursor: RwSignal<usize>,
    found: Memo<Vec<Choice>>,
}

impl Complete {
    /// A closed list.
    pub(super) fn of(area: NodeRef<html::Textarea>) -> Self {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let names = expect_context::<Account>().dictionaries;
        let asked = RwSignal::new(None::<Asked>);
        let found = Memo::new(move |_| match asked.read().as_ref() {
            None => Vec::new(),
            Some(asked) => {
                let all = match asked.wanted {
                    Wanted::Value => variables::choices(&names.read()),
                    Wanted::Modifier => modifiers(),
                };
                let mut found = narrowed(&all, &asked.word);
                found.truncate(MOST);
                found
            }
        });
        Self {
            id: LAST.fetch_add(1, Ordering::Relaxed),
            area,
            asked,
            cursor: RwSignal::new(0),
            found,
        }
    }

    /// Id of the list, for the text area that controls it.
    pub(super) fn list_id(self) -> String {
        format!("complete-{}", self.id)
    }

    /// Id of the line at the cursor while the list is open.
    pub(super) fn active(self) -> Option<String> {
        self.is_open().then(|| self.option_id(self.cursor.get()))
    }

    /// Looks anew at what stands before the cursor.
    pub(super) fn look(self) {
        let Some(area) = self.area.get_untracked() else {
            return;
        };
        let at = area.selection_end().ok().flatten();
        let found = at.and_then(|at| asked(&area.value(), at as usize));
        if *self.asked.read_untracked() != found {
            self.asked.set(found);
            self.cursor.set(first(&self.found.read_untracked()));
        }
    }

    /// Closes the list.
    pub(super) fn close(self) {
        // The text area may be gone together with its form.
        drop(self.asked.try_set(None));
    }

    /// Keys of the open list; others go to the text.
    pub(super) fn keys(self, slot: &Slot, event: &ev::KeyboardEvent) {
        if !untrack(move || self.is_open()) || event.is_composing() {
            return;
        }
        let found = self.found.get_untracked();
        let at = self.cursor.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => self.move_to(step(&found, at, true)),
            "ArrowUp" => self.move_to(step(&found, at, false)),
            "Enter" | "Tab" => {
                if let Some(choice) = found.get(at) {
                    self.pick(slot, &choice.key);
                }
            }
            "Escape" => self.close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// The open list.
    pub(super) fn list(self, slot: Slot) -> impl IntoView {
        let pop = move || {
            let slot = slot.clone();
            let rows = move || {
                let found = self.found.get().into_iter().enumerate();
                found
                    .map(|(index, choice)| self.row(&slot, index, choice))
                    .collect_view()
            };
            view! {
                <div class="pop complete">
                    <div class="options complete-list" role="listbox" id=self.list_id() aria-label=editor().variable>{rows}</div>
                    <p class="note complete-foot">{move || self.help()}</p>
                </div>
            }
        };
        view! { <Show when=move || self.is_open()>{pop()}</Show> }
    }

    fn is_open(self) -> bool {
        self.asked.read().is_some() && !self.found.read().is_empty()
    }

    fn option_id(self, index: usize) -> String {
        format!("complete-{}-{index}", self.id)
    }

    fn move_to(self, index: usize) {
        self.cursor.set(index);
        scroll_to(self.option_id(index));
    }

    fn row(self, slot: &Slot, index: usize, choice: Choice) -> impl IntoView + use<> {
        let slot = slot.clone();
        let Choice {
            key, label, note, ..
        } = choice;
        let at_cursor = move || self.cursor.get() == index;
        view! {
            <div class="option" class:cursor=at_cursor role="option" id=self.option_id(index)
                aria-selected=move || at_cursor().to_string()
                // The text keeps the focus, or the list would close before the click arrives.
                on:mousedown=|event| event.prevent_default() on:click=move |_| self.pick(&slot, &key)>
                <span>{label}</span><span class="note">{note}</span>
            </div>
        }
    }

    /// What the modifier at the cursor does, else how the list is used.
    fn help(self) -> String {
        let found = self.found.read();
        let at = found.get(self.cursor.get());
        let modifier = at.and_then(|choice| modifier(&choice.key));
        match self.asked.read().as_ref().map(|asked| asked.wanted) {
            Some(Wanted::Modifier) => modifier
                .map(|entry| entry.help.to_owned())
                .unwrap_or_default(),
            _ => editor().complete_hint.to_owned(),
        }
    }

    fn pick(self, slot: &Slot, key: &str) {
        let Some(asked) = self.asked.get_untracked() else {
            return;
        };
        let text = slot.text().get_untracked();
        let placed = match asked.wanted {
            Wanted::Value => Some(asked.with_value(&text, key)),
            Wanted::Modifier => modifier(key).map(|entry| asked.with_modifier(&text, entry)),
        };
        self.close();
        if let Some(placed) = placed {
            write(slot, self.area, placed);
        }
    }
}

/// Writes the text and puts the cursor at its place in it.
pub(super) fn write(slot: &Slot, area: NodeRef<html::Textarea>, (text, cursor): Placed) {
    slot.set_text(text.clone());
    let Some(area) = area.get_untracked() else {
        return;
    };
    // The signal writes the text only after this; the cursor needs it now.
    area.set_value(&text);
    // A text area can always take focus and a cursor.
    drop(area.focus());
    drop(area.set_selection_range(cursor, cursor));
}

fn modifiers() -> Vec<Choice> {
    let choice = |entry: &&'static modifiers::Entry| {
        Choice::new(entry.code, entry.label)
            .note(shape(entry))
            .also(format!("{} {}", entry.code, entry.also.join(" ")))
    };
    modifiers::ALL.iter().map(choice).collect()
}

/// How a modifier is written: `round(знаков)`.
fn shape(entry: &modifiers::Entry) -> String {
    let names: Vec<&str> = entry
        .arguments
        .iter()
        .map(|argument| argument.label)
        .collect();
    match names.is_empty() {
        true => entry.code.to_owned(),
        false => format!("{}({})", entry.code, names.join(", ")),
    }
}

fn modifier(code: &str) -> Option<&'static modifiers::Entry> {
    modifiers::ALL
        .iter()
        .find(|entry| entry.code == code)
        .copied()
}
