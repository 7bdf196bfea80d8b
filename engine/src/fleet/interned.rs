//! Things that are kept once however often they are named.

use std::collections::BTreeMap;

/// A list whose members are found by what describes them.
#[derive(Debug)]
pub(super) struct Interned<K, T> {
    items: Vec<T>,
    places: BTreeMap<K, u32>,
}

impl<K, T> Default for Interned<K, T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            places: BTreeMap::new(),
        }
    }
}

impl<K: Ord, T> Interned<K, T> {
    /// The number of the member with this description, made if there is none.
    pub fn place(&mut self, description: K, make: impl FnOnce() -> T) -> u32 {
        let Self { items, places } = self;
        *places.entry(description).or_insert_with(|| {
            items.push(make());
            // There is not the memory for more.
            u32::try_from(items.len().saturating_sub(1)).unwrap_or(u32::MAX)
        })
    }

    /// The member with this number.
    pub fn get(&self, place: u32) -> Option<&T> {
        self.items.get(place as usize)
    }

    /// All of them, by number.
    pub fn items(&self) -> &[T] {
        &self.items
    }
}
