//! What rows can give together on any facts at all: the ground of «никогда» and «всегда».
//!
//! Rows that read the same value depend on each other, as do those of one entity where it is missing;
//! other rows are taken as free. Of every value so many samples are tried that each real one behaves as
//! one of them; the rows are asked of the engine itself. What is not understood may give anything, so
//! nothing false is claimed. An option's number and text are taken to agree, as do a stage and its
//! pipeline, and the clock is within the calendar.

use std::{cmp::Reverse, collections::BTreeMap};

use crate::{block, operators, run::EntityKind, scenario::Condition, snapshot::Dictionaries};

mod part;
mod row;
mod samples;
mod shape;
mod source;
mod stage;

use row::Reading;
pub(super) use shape::{Shape, group};
use source::{ANY, Presence, Source, THERE};

/// More ways than this are not tried, and nothing is claimed.
const MAX_WAYS: usize = 1 << 12;
/// The ways of more values than this are not tried together.
const MAX_DEPTH: usize = 200;
/// So many comparisons are made for the rows of a block.
const MAX_WORK: usize = 1 << 16;

/// Results of rows by their index; `None` is not known, or takes no part.
pub(super) type Results = [Option<bool>];

/// Every way in which the rows can come out, as far as is known.
#[derive(Debug)]
pub(super) struct Proof {
    count: usize,
    /// Those of many rows first: they decide the most.
    sources: Vec<Source>,
    /// Source and place of each row.
    places: BTreeMap<usize, (usize, usize)>,
}

/// In which states deal, contact and company can be.
#[derive(Clone, Copy, Debug)]
struct World([Presence; 3]);

impl World {
    /// The same world where this entity is in one of these states; `None` if it can't be.
    fn with(self, entity: Option<EntityKind>, when: Presence) -> Option<Self> {
        let Self([lead, contact, company]) = self;
        let world = match entity {
            Some(EntityKind::Lead) => [lead & when, contact, company],
            Some(EntityKind::Contact) => [lead, contact & when, company],
            Some(EntityKind::Company) => [lead, contact, company & when],
            Some(EntityKind::Task) | None => self.0,
        };
        (!world.contains(&0)).then_some(Self(world))
    }
}

impl Proof {
    /// Looks at rows of one block or of several.
    pub fn of<'a>(
        conditions: impl IntoIterator<Item = &'a Condition>,
        names: &Dictionaries,
    ) -> Self {
        let mut count = 0;
        let mut groups: BTreeMap<String, Vec<(usize, Reading)>> = BTreeMap::new();
        for (index, condition) in conditions.into_iter().enumerate() {
            count = index + 1;
            if takes_part(condition) {
                let reading = Reading::of(condition, names);
                let key = reading.key.clone();
                let key = key.unwrap_or_else(|| format!("#{index}"));
                groups.entry(key).or_default().push((index, reading));
            }
        }
        let mut work = MAX_WORK;
        let groups = groups.into_values();
        let mut sources: Vec<Source> = groups
            .map(|rows| Source::of(&rows, names, &mut work))
            .collect();
        sources.sort_by_key(|source| (source.ways.len() != 1, Reverse(source.rows.len())));
        let mut places = BTreeMap::new();
        for (number, source) in sources.iter().enumerate() {
            let rows = source.rows.iter().enumerate();
            places.extend(rows.map(|(place, row)| (*row, (number, place))));
        }
        Self {
            count,
            sources,
            places,
        }
    }

    /// Whether these two rows can give these results at once.
    pub fn can(&self, one: (usize, bool), other: (usize, bool)) -> bool {
        let place = |(row, result): (usize, bool)| {
            let (source, place) = self.places.get(&row)?;
            Some((self.sources.get(*source)?, (*place, result)))
        };
        let (Some((first, at)), Some((second, to))) = (place(one), place(other)) else {
            return true;
        };
        if std::ptr::eq(first, second) {
            return first.can_both(at, to) != 0;
        }
        let (when, then) = (first.can(at), second.can(to));
        let related = first.entity.is_some() && first.entity == second.entity;
        if related {
            when & then != 0
        } else {
            when != 0 && then != 0
        }
    }

    /// Whether something holds in every way; `false` also if there are too many to try.
    pub fn always(&self, holds: impl Fn(&Results) -> Option<bool>) -> bool {
        self.all(World([ANY; 3]), &holds)
    }

    /// The same where this entity is there.
    pub fn always_with(
        &self,
        entity: EntityKind,
        holds: impl Fn(&Results) -> Option<bool>,
    ) -> bool {
        let world = World([ANY; 3]).with(Some(entity), THERE);
        world.is_some_and(|world| self.all(world, &holds))
    }

    fn all(&self, world: World, holds: &dyn Fn(&Results) -> Option<bool>) -> bool {
        let mut results = vec![None; self.count];
        let mut left = MAX_WAYS * 64 / self.count.max(64);
        self.search(0, world, &mut results, &mut left, holds)
    }

    /// Tries the ways of one source after another until the result is clear.
    fn search(
        &self,
        at: usize,
        world: World,
        results: &mut Vec<Option<bool>>,
        left: &mut usize,
        holds: &dyn Fn(&Results) -> Option<bool>,
    ) -> bool {
        if let Some(held) = holds(results) {
            return held;
        }
        let source = self.sources.get(at).filter(|_| at < MAX_DEPTH);
        let (Some(source), Some(rest)) = (source, left.checked_sub(1)) else {
            return false;
        };
        *left = rest;
        let write = |results: &mut Vec<Option<bool>>, way: Option<&Vec<bool>>| {
            for (place, row) in source.rows.iter().enumerate() {
                if let Some(result) = results.get_mut(*row) {
                    *result = way.and_then(|way| way.get(place).copied());
                }
            }
        };
        if source.ways.is_empty() {
            return self.search(at + 1, world, results, left, holds);
        }
        for way in &source.ways {
            let Some(world) = world.with(source.entity, way.when) else {
                continue;
            };
            write(results, Some(&way.results));
            if !self.search(at + 1, world, results, left, holds) {
                return false;
            }
        }
        write(results, None);
        true
    }
}

/// Whether a row is configured and not muted.
pub(super) fn takes_part(row: &Condition) -> bool {
    block::is_configured(row) && !row.muted
}

/// The negation or the thing itself: `ncontains` and `contains` ask one question.
fn base(code: &str) -> (&str, bool) {
    let negative = operators::find(code).is_some_and(|entry| entry.negative);
    let positive = match code {
        "ne" => "eq",
        "has_none" => "has_any",
        other if negative => other.strip_prefix('n').unwrap_or(other),
        other => other,
    };
    (positive, negative)
}

#[cfg(test)]
mod tests;
