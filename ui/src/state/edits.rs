//! Edits of a scenario as plain functions: what each does is tested without a browser.

use engine::scenario::{Block, Condition, Scenario, Trigger};

/// Where a thing stands: ids of a block and of something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Id of the block.
    pub block: String,
    /// Id of the condition or trigger.
    pub item: String,
}

/// What can be ordered, copied and deleted by its id.
pub trait Named: Clone {
    /// First letter of new ids.
    const LETTER: char;
    /// Its id.
    fn id(&self) -> &str;
    /// Gives it another id.
    fn rename(&mut self, id: String);
}

macro_rules! named {
    ($type:ty, $letter:literal) => {
        impl Named for $type {
            const LETTER: char = $letter;
            fn id(&self) -> &str {
                &self.id
            }
            fn rename(&mut self, id: String) {
                self.id = id;
            }
        }
    };
}

named!(Block, 'b');
named!(Condition, 'c');
named!(Trigger, 't');

/// An id that no item has.
pub fn fresh_id<T: Named>(items: &[T]) -> String {
    let number = |item: &T| item.id().strip_prefix(T::LETTER)?.parse::<u64>().ok();
    let last = items.iter().filter_map(number).max().unwrap_or(0);
    format!("{}{}", T::LETTER, last + 1)
}

/// Moves an item by a number of places; tells its new position if it moved.
pub fn shift<T: Named>(items: &mut Vec<T>, id: &str, by: isize) -> Option<usize> {
    let from = items.iter().position(|item| item.id() == id)?;
    let to = from.checked_add_signed(by).filter(|to| *to < items.len())?;
    let item = items.remove(from);
    items.insert(to, item);
    Some(to)
}

/// Copies an item to the place after it; tells the id of the copy.
pub fn copy<T: Named>(items: &mut Vec<T>, id: &str) -> Option<String> {
    let at = items.iter().position(|item| item.id() == id)?;
    let fresh = fresh_id(items);
    let mut twin = items.get(at)?.clone();
    twin.rename(fresh.clone());
    items.insert(at + 1, twin);
    Some(fresh)
}

/// Takes an item out.
pub fn remove<T: Named>(items: &mut Vec<T>, id: &str) {
    items.retain(|item| item.id() != id);
}

/// A new block at the end, with one row «Не настроено» (R78); tells its id.
pub fn add_block(scenario: &mut Scenario) -> String {
    let id = fresh_id(&scenario.blocks);
    let mut block = Block {
        id: id.clone(),
        ..Block::default()
    };
    add_condition(&mut block);
    scenario.blocks.push(block);
    id
}

/// A new row «Не настроено» at the end of a block; tells its id.
pub fn add_condition(block: &mut Block) -> String {
    let id = fresh_id(&block.conditions);
    block.conditions.push(Condition {
        id: id.clone(),
        ..Condition::default()
    });
    id
}

/// A new trigger at the end of a block; tells its id.
pub fn add_trigger(block: &mut Block, kind: &str) -> String {
    let id = fresh_id(&block.triggers);
    block.triggers.push(Trigger {
        id: id.clone(),
        kind: kind.to_owned(),
        ..Trigger::default()
    });
    id
}

/// The block with this id.
pub fn block<'a>(scenario: &'a Scenario, id: &str) -> Option<&'a Block> {
    scenario.blocks.iter().find(|block| block.id == id)
}

/// The block with this id, to change it.
pub fn block_mut<'a>(scenario: &'a mut Scenario, id: &str) -> Option<&'a mut Block> {
    scenario.blocks.iter_mut().find(|block| block.id == id)
}

/// The row at a place.
pub fn condition<'a>(scenario: &'a Scenario, place: &Place) -> Option<&'a Condition> {
    let block = block(scenario, &place.block)?;
    block.conditions.iter().find(|row| row.id == place.item)
}

/// The row at a place, to change it.
pub fn condition_mut<'a>(scenario: &'a mut Scenario, place: &Place) -> Option<&'a mut Condition> {
    let block = block_mut(scenario, &place.block)?;
    block.conditions.iter_mut().find(|row| row.id == place.item)
}

/// The trigger at a place.
pub fn trigger<'a>(scenario: &'a Scenario, place: &Place) -> Option<&'a Trigger> {
    let block = block(scenario, &place.block)?;
    block
        .triggers
        .iter()
        .find(|trigger| trigger.id == place.item)
}

/// The trigger at a place, to change it.
pub fn trigger_mut<'a>(scenario: &'a mut Scenario, place: &Place) -> Option<&'a mut Trigger> {
    let block = block_mut(scenario, &place.block)?;
    block
        .triggers
        .iter_mut()
        .find(|trigger| trigger.id == place.item)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Scenario {
        let mut scenario = Scenario::default();
        for _ in 0..3 {
            add_block(&mut scenario);
        }
        scenario
    }

    fn order(scenario: &Scenario) -> Vec<&str> {
        scenario
            .blocks
            .iter()
            .map(|block| block.id.as_str())
            .collect()
    }

    #[test]
    fn a_new_block_has_one_row_that_is_not_set() {
        let scenario = three();
        let rows = &scenario.blocks[0].conditions;
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].left, None);
    }

    #[test]
    fn blocks_move_and_stop_at_the_ends() {
        let mut scenario = three();
        assert_eq!(shift(&mut scenario.blocks, "b3", -1), Some(1));
        assert_eq!(order(&scenario), ["b1", "b3", "b2"]);
        assert_eq!(shift(&mut scenario.blocks, "b1", -1), None);
        assert_eq!(shift(&mut scenario.blocks, "b2", 1), None);
        assert_eq!(order(&scenario), ["b1", "b3", "b2"]);
    }

    #[test]
    fn a_copy_stands_after_its_original_with_an_id_of_its_own() {
        let mut scenario = three();
        scenario.blocks[0].name = "Опт".to_owned();
        assert_eq!(copy(&mut scenario.blocks, "b1").as_deref(), Some("b4"));
        assert_eq!(order(&scenario), ["b1", "b4", "b2", "b3"]);
        assert_eq!(scenario.blocks[1].name, "Опт");
    }

    #[test]
    fn an_id_is_not_used_twice_after_a_deletion_in_the_middle() {
        let mut scenario = three();
        remove(&mut scenario.blocks, "b2");
        assert_eq!(add_block(&mut scenario), "b4");
    }

    #[test]
    fn places_lead_to_rows_and_triggers() {
        let mut scenario = three();
        let block = block_mut(&mut scenario, "b2").expect("the block was added above");
        let item = add_trigger(block, "add_note");
        let place = Place {
            block: "b2".to_owned(),
            item,
        };
        assert_eq!(
            trigger(&scenario, &place).map(|t| t.kind.as_str()),
            Some("add_note")
        );
        let elsewhere = Place {
            block: "b1".to_owned(),
            ..place
        };
        assert_eq!(trigger(&scenario, &elsewhere), None);
    }
}
