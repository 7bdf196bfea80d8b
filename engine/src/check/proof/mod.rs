//! What rows can give together on any facts at all: the ground of «никогда» and «всегда».
//!
//! Rows that read the same value depend on each other, as do those of one entity where it is missing;
//! other rows are taken as free. Of every value so many samples are tried that each real one behaves as
//! one of them; the rows are asked of the engine itself. What is not understood may give anything, so
//! nothing false is claimed. An option's number and text are taken to agree, as do a stage and its
//! pipeline, and the clock is within the calendar.

use std::{cmp::Reverse, collections::BTreeMap};

use crate::{block, operators, run::EntityKind, scenario::Condition, snapshot::Dictionaries};

#[cfg(test)]
mod counted;
mod pairs;
mod part;
mod row;
mod samples;
mod shape;
mod source;
mod stage;

#[cfg(test)]
pub(super) use counted::taken;
use row::Reading;
pub(super) use shape::{Shape, group};
use source::{ANY, Presence, Source, THERE, Way};

/// More ways than this are not tried, and nothing is claimed.
const MAX_WAYS: usize = 1 << 12;
/// The ways of more values than this are not tried together.
const MAX_DEPTH: usize = 200;
/// So many results are looked at for the rows of a block.
const MAX_WORK: usize = 1 << 16;
/// So many comparisons are made for one value: about sixty rows with a constant each.
///
/// Rows times samples grow as a square, so that beyond this nothing is claimed of a value; what is checked of a
/// scenario without proofs goes over it once.
const MAX_COMPARED: usize = 1 << 14;

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
    /// Looks at the rows of one block.
    pub fn of<'a>(
        conditions: impl IntoIterator<Item = &'a Condition>,
        names: &Dictionaries,
    ) -> Self {
        let mut work = MAX_WORK;
        Self::within(conditions, names, &mut work)
    }

    /// Looks at the rows of several blocks as far as the work that is left suffices.
    pub fn within<'a>(
        conditions: impl IntoIterator<Item = &'a Condition>,
        names: &Dictionaries,
        work: &mut usize,
    ) -> Self {
        let rows = conditions.into_iter().map(|row| (row, ""));
        Self::at_times(rows, names, work)
    }

    /// The same for rows that are asked at different times: a value is the same one where it has the same label.
    pub fn at_times<'a>(
        conditions: impl IntoIterator<Item = (&'a Condition, &'a str)>,
        names: &Dictionaries,
        work: &mut usize,
    ) -> Self {
        let mut count = 0;
        let mut groups: BTreeMap<String, Vec<(usize, Reading)>> = BTreeMap::new();
        for (index, (condition, label)) in conditions.into_iter().enumerate() {
            count = index + 1;
            if takes_part(condition) {
                let reading = Reading::of(condition, names);
                let key = match &reading.key {
                    Some(key) => format!("{key} {label}"),
                    None => format!("#{index}"),
                };
                groups.entry(key).or_default().push((index, reading));
            }
        }
        let groups = groups.into_values();
        let mut sources: Vec<Source> = groups.map(|rows| Source::of(&rows, names, work)).collect();
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

    /// Whether a row can give this result.
    pub fn can(&self, (row, result): (usize, bool)) -> bool {
        let place = self.places.get(&row);
        let source = place.and_then(|(source, _)| self.sources.get(*source));
        place
            .zip(source)
            .is_none_or(|((_, at), source)| source.can_both((*at, result), (*at, result)) != 0)
    }

    /// Whether something holds in every way; `false` also if there are too many to try.
    pub fn always(&self, holds: impl Fn(&Results) -> Option<bool>) -> bool {
        self.all(World([ANY; 3]), &holds) == Some(true)
    }

    /// Whether something can come, as far as the rows are understood; `None` if there are too many ways to try.
    pub fn can_be(&self, holds: impl Fn(&Results) -> Option<bool>) -> Option<bool> {
        if self.sources.iter().any(|source| source.cut) {
            return None;
        }
        let fails = |results: &Results| holds(results).map(|it| !it);
        self.all(World([ANY; 3]), &fails).map(|it| !it)
    }

    /// The same where this entity is there.
    pub fn always_with(
        &self,
        entity: EntityKind,
        holds: impl Fn(&Results) -> Option<bool>,
    ) -> bool {
        let world = World([ANY; 3]).with(Some(entity), THERE);
        world.is_some_and(|world| self.all(world, &holds) == Some(true))
    }

    /// `None` if there are too many ways to try.
    fn all(&self, world: World, holds: &dyn Fn(&Results) -> Option<bool>) -> Option<bool> {
        // Mostly one of two glances shows a way in which it does not hold.
        let is_refuted = |most| self.glance(world, most, holds) == Some(false);
        if is_refuted(true) || is_refuted(false) {
            return Some(false);
        }
        let mut results = vec![None; self.count];
        let mut left = MAX_WAYS * 64 / self.count.max(64);
        self.search(0, world, &mut results, &mut left, holds)
    }

    /// Whether it holds where as many rows as possible hold, or as few; `None` if the ways do not go together.
    fn glance(
        &self,
        world: World,
        most: bool,
        holds: &dyn Fn(&Results) -> Option<bool>,
    ) -> Option<bool> {
        let (mut world, mut results) = (world, vec![None; self.count]);
        for source in self.sources.iter().filter(|it| !it.ways.is_empty()) {
            count(source.ways.len());
            let fitting = source.ways.iter().filter_map(|way| {
                let world = world.with(source.entity, way.when)?;
                Some((way, world))
            });
            let held = |(way, _): &(&Way, World)| {
                if most {
                    way.held
                } else {
                    source.rows.len().saturating_sub(way.held)
                }
            };
            let (way, then) = fitting.max_by_key(held)?;
            world = then;
            for (row, result) in source.rows.iter().zip(&way.results) {
                if let Some(place) = results.get_mut(*row) {
                    *place = Some(*result);
                }
            }
        }
        count(self.count);
        Some(holds(&results).unwrap_or_default())
    }

    /// Tries the ways of one source after another until the result is clear.
    fn search(
        &self,
        at: usize,
        world: World,
        results: &mut Vec<Option<bool>>,
        left: &mut usize,
        holds: &dyn Fn(&Results) -> Option<bool>,
    ) -> Option<bool> {
        count(results.len());
        if let Some(held) = holds(results) {
            return Some(held);
        }
        let Some(source) = self.sources.get(at) else {
            return Some(false);
        };
        *left = left.checked_sub(1).filter(|_| at < MAX_DEPTH)?;
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
            let found = self.search(at + 1, world, results, left, holds);
            if found != Some(true) {
                return found;
            }
        }
        write(results, None);
        Some(true)
    }
}

/// Something that proofs do as often as comparisons: tests count it, because it may not grow as a square.
pub(super) fn count(_steps: usize) {
    #[cfg(test)]
    counted::add(_steps);
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
