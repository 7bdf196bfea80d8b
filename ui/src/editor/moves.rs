//! What dragging would do, by keys and menus: move, copy, delete, with words for screen readers.

use engine::scenario::{Block, Scenario};
use leptos::{ev, prelude::*};

use super::desk::Desk;
use crate::{
    kit::{MenuItem, Sign, focus_by_id},
    state::{
        brackets,
        edits::{self, Named, Place},
    },
    texts::{editor, frame},
};

/// A thing that can be moved, copied and deleted.
#[derive(Clone)]
pub(super) struct Thing {
    desk: Desk,
    block: String,
    item: Item,
}

#[derive(Clone)]
enum Item {
    Block,
    Condition(String),
    Trigger(String),
}

impl Thing {
    /// A block.
    pub fn block(desk: Desk, id: &str) -> Self {
        Self {
            desk,
            block: id.to_owned(),
            item: Item::Block,
        }
    }

    /// A row.
    pub fn condition(desk: Desk, place: &Place) -> Self {
        Self {
            desk,
            block: place.block.clone(),
            item: Item::Condition(place.item.clone()),
        }
    }

    /// A trigger.
    pub fn trigger(desk: Desk, place: &Place) -> Self {
        Self {
            desk,
            block: place.block.clone(),
            item: Item::Trigger(place.item.clone()),
        }
    }

    /// Id of its element in the page.
    pub fn element(&self) -> String {
        match &self.item {
            Item::Block => element(&self.block, ""),
            Item::Condition(id) | Item::Trigger(id) => element(&self.block, id),
        }
    }

    /// The thing whose element has this id, and its place in its list.
    pub fn find(desk: Desk, id: &str) -> Option<(Self, usize)> {
        let scenario = desk.draft.scenario.read_untracked();
        for (index, block) in scenario.blocks.iter().enumerate() {
            if element(&block.id, "") == id {
                return Some((Self::block(desk, &block.id), index));
            }
            let is = |item: &str| element(&block.id, item) == id;
            let place = |item: &str| Place {
                block: block.id.clone(),
                item: item.to_owned(),
            };
            if let Some(at) = block.conditions.iter().position(|row| is(&row.id)) {
                let row = block.conditions.get(at)?;
                return Some((Self::condition(desk, &place(&row.id)), at));
            }
            if let Some(at) = block.triggers.iter().position(|trigger| is(&trigger.id)) {
                let trigger = block.triggers.get(at)?;
                return Some((Self::trigger(desk, &place(&trigger.id)), at));
            }
        }
        None
    }

    /// Whether both stand in one list.
    pub fn is_beside(&self, other: &Self) -> bool {
        match (&self.item, &other.item) {
            (Item::Block, Item::Block) => true,
            // Among brackets a row is moved by keys and menu, which know what stands inside.
            (Item::Condition(_), Item::Condition(_)) => {
                self.block == other.block && !self.has_brackets()
            }
            (Item::Trigger(_), Item::Trigger(_)) => self.block == other.block,
            (Item::Block | Item::Condition(_) | Item::Trigger(_), _) => false,
        }
    }

    /// The desk it lies on.
    pub fn desk(&self) -> Desk {
        self.desk
    }

    /// Moves it and says where it stands now.
    pub fn shift(&self, by: isize) {
        self.shift_as(None, by);
        // The element has moved in the page and would lose the focus.
        focus_by_id(self.element());
    }

    /// Moves it as a part of one dragging, which is one step of undo.
    pub fn drag(&self, by: isize) {
        self.shift_as(Some(&format!("drag-{}", self.element())), by);
    }

    fn shift_as(&self, key: Option<&str>, by: isize) {
        let change = |scenario: &mut Scenario| match &self.item {
            Item::Block => shift_in(&mut scenario.blocks, &self.block, by),
            Item::Condition(id) => {
                let block = self.parent(scenario)?;
                match block.formula {
                    Some(_) => brackets::shift(block, id, by),
                    None => shift_in(&mut block.conditions, id, by),
                }
            }
            Item::Trigger(id) => shift_in(&mut self.parent(scenario)?.triggers, id, by),
        };
        let draft = self.desk.draft;
        let moved = match key {
            Some(key) => draft.type_in(key, change),
            None => draft.edit(change),
        };
        if let Some((to, of)) = moved {
            self.desk.toasts.announce(editor::moved(to + 1, of));
        }
    }

    /// Puts a copy after it.
    pub fn copy(&self) {
        let copied = self.desk.draft.edit(|scenario| match &self.item {
            Item::Block => {
                edits::copy(&mut scenario.blocks, &self.block).map(|id| element(&id, ""))
            }
            Item::Condition(id) => {
                let block = self.parent(scenario)?;
                let copied = edits::copy(&mut block.conditions, id);
                brackets::settle(block);
                copied.map(|id| element(&self.block, &id))
            }
            Item::Trigger(id) => edits::copy(&mut self.parent(scenario)?.triggers, id)
                .map(|id| element(&self.block, &id)),
        });
        if let Some(element) = copied {
            focus_by_id(element);
        }
    }

    /// Deletes it, with a way back.
    pub fn delete(&self) {
        let desk = self.desk;
        desk.draft.edit(|scenario| match &self.item {
            Item::Block => edits::remove(&mut scenario.blocks, &self.block),
            Item::Condition(id) => {
                if let Some(block) = self.parent(scenario) {
                    edits::remove(&mut block.conditions, id);
                    brackets::settle(block);
                }
            }
            Item::Trigger(id) => {
                if let Some(block) = self.parent(scenario) {
                    edits::remove(&mut block.triggers, id);
                }
            }
        });
        let words = editor();
        let said = match self.item {
            Item::Block => words.deleted_block,
            Item::Condition(_) => words.deleted_condition,
            Item::Trigger(_) => words.deleted_trigger,
        };
        desk.toasts
            .show_with(said, frame().undo, move || desk.draft.undo());
        focus_by_id("main");
    }

    fn has_brackets(&self) -> bool {
        let scenario = self.desk.draft.scenario.read_untracked();
        edits::block(&scenario, &self.block).is_some_and(|block| block.formula.is_some())
    }

    /// Takes a row into brackets or out of them.
    fn nest(&self, deeper: bool) {
        let Item::Condition(id) = &self.item else {
            return;
        };
        let moved = self.desk.draft.edit(|scenario| {
            let block = self.parent(scenario)?;
            Some(match deeper {
                true => brackets::indent(block, id),
                false => brackets::outdent(block, id),
            })
        });
        if moved == Some(true) {
            let words = editor();
            let said = if deeper {
                words.into_brackets
            } else {
                words.out_of_brackets
            };
            self.desk.toasts.announce(said);
            focus_by_id(self.element());
        }
    }

    fn parent<'a>(&self, scenario: &'a mut Scenario) -> Option<&'a mut Block> {
        edits::block_mut(scenario, &self.block)
    }

    /// Lines of its menu.
    pub fn menu(&self) -> Vec<MenuItem> {
        let words = editor();
        let [up, down, copy, delete, deeper, out] = [(); 6].map(|()| self.clone());
        let mut items = vec![
            MenuItem::new(Sign::Up, words.move_up, "Alt+↑", move || up.shift(-1)),
            MenuItem::new(Sign::Down, words.move_down, "Alt+↓", move || {
                down.shift(1)
            }),
            MenuItem::new(Sign::Copy, words.copy, "Ctrl+D", move || copy.copy()),
            MenuItem::new(Sign::Trash, words.delete, "Del", move || delete.delete()),
        ];
        if matches!(self.item, Item::Condition(_)) && self.has_brackets() {
            let nest = [
                MenuItem::new(Sign::Right, words.into_brackets, "Alt+→", move || {
                    deeper.nest(true)
                }),
                MenuItem::new(Sign::Left, words.out_of_brackets, "Alt+←", move || {
                    out.nest(false)
                }),
            ];
            items.splice(2..2, nest);
        }
        items
    }

    /// Keys while it has the focus; typing in its inputs is left alone.
    pub fn keys(&self, event: &ev::KeyboardEvent) {
        let typing = super::keys::is_typing(event);
        match (
            event.key().as_str(),
            event.alt_key(),
            event.ctrl_key() || event.meta_key(),
        ) {
            ("ArrowUp", true, false) => self.shift(-1),
            ("ArrowDown", true, false) => self.shift(1),
            ("ArrowRight", true, false) if self.has_brackets() => self.nest(true),
            ("ArrowLeft", true, false) if self.has_brackets() => self.nest(false),
            ("d" | "D" | "в" | "В", false, true) => self.copy(),
            ("Delete", false, false) if !typing => self.delete(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }
}

fn shift_in<T: Named>(items: &mut Vec<T>, id: &str, by: isize) -> Option<(usize, usize)> {
    let of = items.len();
    edits::shift(items, id, by).map(|to| (to, of))
}

/// Id of the element of a block, row or trigger.
pub(super) fn element(block: &str, item: &str) -> String {
    match item.is_empty() {
        true => format!("block-{block}"),
        false => format!("item-{block}-{item}"),
    }
}
