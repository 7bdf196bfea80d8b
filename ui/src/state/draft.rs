//! The scenario being edited: signals around plain edits, with undo and the saved form.

use api::scenarios::Detail;
use engine::scenario::{Block, Scenario};
use leptos::prelude::*;

use super::{
    edits::{self, Place},
    history::History,
};

/// A scenario in the editor; cheap to copy.
#[derive(Clone, Copy)]
pub struct Draft {
    /// Number of the scenario.
    pub id: u64,
    /// As it stands now.
    pub scenario: RwSignal<Scenario>,
    /// As the server has it.
    saved: RwSignal<Scenario>,
    /// Version the server has.
    pub version: RwSignal<u64>,
    /// Unix seconds of the last save.
    pub saved_at: RwSignal<i64>,
    /// Whether events start it.
    pub enabled: RwSignal<bool>,
    history: RwSignal<History<Scenario>>,
}

impl Draft {
    /// A draft of what the server has.
    pub fn new(detail: Detail) -> Self {
        Self {
            id: detail.id,
            scenario: RwSignal::new(detail.scenario.clone()),
            saved: RwSignal::new(detail.scenario),
            version: RwSignal::new(detail.version),
            saved_at: RwSignal::new(detail.saved_at),
            enabled: RwSignal::new(detail.enabled),
            history: RwSignal::new(History::default()),
        }
    }

    /// Changes the scenario as one step of undo.
    pub fn edit<T>(self, change: impl FnOnce(&mut Scenario) -> T) -> T {
        self.change(None, change)
    }

    /// Changes the scenario; keystrokes with the same key are one step of undo.
    pub fn type_in<T>(self, key: &str, change: impl FnOnce(&mut Scenario) -> T) -> T {
        self.change(Some(key), change)
    }

    fn change<T>(self, key: Option<&str>, change: impl FnOnce(&mut Scenario) -> T) -> T {
        let before = self.scenario.get_untracked();
        let mut after = before.clone();
        let answer = change(&mut after);
        if before != after {
            self.history.update(|history| history.note(before, key));
            self.scenario.set(after);
        }
        answer
    }

    /// Takes the last step back.
    pub fn undo(self) {
        // A toast offers this also after its editor has been left.
        let Some(now) = self.scenario.try_get_untracked() else {
            return;
        };
        if let Some(before) = self
            .history
            .try_update(|history| history.undo(now))
            .flatten()
        {
            self.scenario.set(before);
        }
    }

    /// Takes the last undone step again.
    pub fn redo(self) {
        let now = self.scenario.get_untracked();
        if let Some(after) = self
            .history
            .try_update(|history| history.redo(now))
            .flatten()
        {
            self.scenario.set(after);
        }
    }

    /// Whether there is a step back.
    pub fn can_undo(self) -> bool {
        self.history.read().can_undo()
    }

    /// Whether there is a step forth.
    pub fn can_redo(self) -> bool {
        self.history.read().can_redo()
    }

    /// Whether something would be lost by leaving.
    pub fn unsaved(self) -> Memo<bool> {
        Memo::new(move |_| *self.scenario.read() != *self.saved.read())
    }

    /// Takes over what the server has saved.
    pub fn was_saved(self, detail: Detail) {
        self.saved.set(detail.scenario);
        self.version.set(detail.version);
        self.saved_at.set(detail.saved_at);
    }

    /// A part of the scenario that follows its changes and nothing else.
    pub fn part<T: Clone + PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Scenario) -> Option<T> + Send + Sync + 'static,
    ) -> Memo<Option<T>> {
        Memo::new(move |_| read(&self.scenario.read()))
    }

    /// Ids of the blocks in their order.
    pub fn blocks(self) -> Memo<Vec<String>> {
        Memo::new(move |_| {
            let scenario = self.scenario.read();
            scenario
                .blocks
                .iter()
                .map(|block| block.id.clone())
                .collect()
        })
    }

    /// Ids of the items of a block, in their order.
    pub fn places<T: edits::Named + 'static>(
        self,
        block: String,
        items: fn(&Block) -> &[T],
    ) -> Memo<Vec<Place>> {
        Memo::new(move |_| {
            let scenario = self.scenario.read();
            let found = edits::block(&scenario, &block)
                .map(items)
                .unwrap_or_default();
            let place = |item: &T| Place {
                block: block.clone(),
                item: item.id().to_owned(),
            };
            found.iter().map(place).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft::new(Detail {
            id: 1,
            enabled: false,
            version: 1,
            saved_at: 0,
            scenario: Scenario::default(),
            problems: Vec::new(),
        })
    }

    #[test]
    fn a_change_is_unsaved_until_it_is_undone() {
        let _owner = Owner::new();
        _owner.set();
        let draft = draft();
        let unsaved = draft.unsaved();
        assert!(!unsaved.get_untracked());
        draft.edit(edits::add_block);
        assert!(unsaved.get_untracked());
        draft.undo();
        assert!(!unsaved.get_untracked());
        draft.redo();
        assert!(unsaved.get_untracked());
    }

    #[test]
    fn an_edit_that_changes_nothing_is_no_step() {
        let _owner = Owner::new();
        _owner.set();
        let draft = draft();
        draft.edit(|scenario| scenario.name = String::new());
        assert!(!draft.can_undo());
    }

    #[test]
    fn what_the_server_saved_is_the_new_ground() {
        let _owner = Owner::new();
        _owner.set();
        let draft = draft();
        draft.edit(|scenario| scenario.name = "Опт".to_owned());
        let saved = Detail {
            id: 1,
            enabled: false,
            version: 2,
            saved_at: 5,
            scenario: draft.scenario.get_untracked(),
            problems: Vec::new(),
        };
        draft.was_saved(saved);
        assert!(!draft.unsaved().get_untracked());
        assert_eq!(draft.version.get_untracked(), 2);
    }
}
