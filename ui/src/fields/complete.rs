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

/// More lines than this are slow to draw; the foot then asks for more of the name.
const MOST: usize = 200;

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
                narrowed(&all, &asked.word)
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
            "ArrowDown" => self.move_to(step(shown(&found), at, true)),
            "ArrowUp" => self.move_to(step(shown(&found), at, false)),
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
            let rows = move || self.rows(&slot);
            view! {
                <div class="pop complete">
                    <div class="options complete-list" role="listbox" id=self.list_id() aria-label=editor().variable>{rows}</div>
                    <p class="note complete-foot">{move || self.help()}</p>
                    <p class="note complete-keys">{move || self.foot()}</p>
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

    /// The lines; while nothing is typed they stand under headings, as in a picker.
    fn rows(self, slot: &Slot) -> Vec<AnyView> {
        let found = self.found.read();
        let asked = self.asked.read();
        let grouped = asked.as_ref().is_some_and(|asked| asked.word.is_empty());
        let mut views = Vec::with_capacity(found.len().min(MOST));
        let mut group = "";
        for (index, choice) in shown(&found).iter().enumerate() {
            if grouped && choice.group != group {
                group = &choice.group;
                let heading = choice.group.clone();
                views.push(
                    view! { <p class="pick-group" role="presentation">{heading}</p> }.into_any(),
                );
            }
            views.push(self.row(slot, index, choice.clone()).into_any());
        }
        views
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

    /// What the choice at the cursor gives or does.
    fn help(self) -> &'static str {
        let found = self.found.read();
        found
            .get(self.cursor.get())
            .map_or("", |choice| choice.hint)
    }

    /// An example of the modifier at the cursor, else how the list is used.
    fn foot(self) -> String {
        let found = self.found.read();
        let at = found.get(self.cursor.get());
        let is_modifier =
            self.asked.read().as_ref().map(|asked| asked.wanted) == Some(Wanted::Modifier);
        let entry = at
            .filter(|_| is_modifier)
            .and_then(|choice| modifier(&choice.key));
        match entry.and_then(|entry| entry.example.first()) {
            Some(example) => format!("{} → {}", example.template, example.gives),
            None if found.len() > MOST => editor().complete_more.to_owned(),
            None => editor().complete_hint.to_owned(),
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

/// The lines that are drawn.
fn shown(found: &[Choice]) -> &[Choice] {
    found.get(..MOST).unwrap_or(found)
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
            .under(entry.group.label())
            .note(shape(entry))
            .hint(entry.help)
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
