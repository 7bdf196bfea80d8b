//! Pairs of rows that never come so together; rows that have nothing to do with each other are not compared.

use std::collections::BTreeMap;

use super::{Proof, count, source::ANY};
use crate::run::EntityKind;

/// So many pairs of rows are compared; the values of further rows are left out.
const MAX_PAIRS: usize = 1 << 13;

/// Rows that read one value: the place in what was asked, the place in the source, and the result.
type Members = Vec<(usize, (usize, bool))>;

impl Proof {
    /// Each row that never comes so together with one before it, and the first such row, as `(first, later)`.
    pub fn against(&self, rows: &[(usize, bool)]) -> Vec<(usize, usize)> {
        let mut found = BTreeMap::new();
        self.of_one_value(rows, &mut found);
        self.of_one_entity(rows, &mut found);
        let row = |place: usize| rows.get(place).map(|(row, _)| *row);
        let pairs = found.into_iter();
        pairs
            .filter_map(|(later, first)| Some((row(first)?, row(later)?)))
            .collect()
    }

    /// By places: later ones with the first one that they contradict.
    fn of_one_value(&self, rows: &[(usize, bool)], found: &mut BTreeMap<usize, usize>) {
        let mut groups: BTreeMap<usize, Members> = BTreeMap::new();
        for (place, (row, result)) in rows.iter().enumerate() {
            if let Some((source, at)) = self.places.get(row) {
                let members = groups.entry(*source).or_default();
                members.push((place, (*at, *result)));
            }
        }
        let mut left = MAX_PAIRS;
        for (source, members) in groups {
            let pairs = members.len().saturating_mul(members.len()) / 2;
            let Some(source) = self.sources.get(source) else {
                continue;
            };
            // Where all can be at once, each two can.
            if source.allows(members.iter().map(|(_, row)| *row)) || pairs > left {
                continue;
            }
            left -= pairs;
            for (number, (later, row)) in members.iter().enumerate() {
                let mut earlier = members.iter().take(number);
                let first = earlier.find(|(_, other)| source.can_both(*other, *row) == 0);
                found.extend(first.map(|(first, _)| (*later, *first)));
            }
        }
    }

    /// Values of an entity that is there beside what holds only without it.
    fn of_one_entity(&self, rows: &[(usize, bool)], found: &mut BTreeMap<usize, usize>) {
        let mut firsts: Vec<(EntityKind, u8, usize)> = Vec::new();
        for (place, (row, result)) in rows.iter().enumerate() {
            count(1);
            let Some((source, at)) = self.places.get(row) else {
                continue;
            };
            let source = self.sources.get(*source);
            let Some((source, entity)) = source.and_then(|it| Some((it, it.entity?))) else {
                continue;
            };
            let when = source.can((*at, *result));
            let against = firsts
                .iter()
                .find(|(kind, then, _)| *kind == entity && *then & when == 0);
            if let Some((_, _, first)) = against {
                let known = found.entry(place).or_insert(*first);
                *known = (*known).min(*first);
            }
            let is_new = !firsts
                .iter()
                .any(|(kind, then, _)| (*kind, *then) == (entity, when));
            if when != ANY && is_new {
                firsts.push((entity, when, place));
            }
        }
    }
}
