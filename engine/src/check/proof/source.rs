//! The rows that depend on each other, and all that they can give together.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    MAX_COMPARED, MAX_WAYS, MAX_WORK, count,
    part::Claim,
    row::Reading,
    samples::{self, Sample},
};
use crate::{fact::Fact, run::EntityKind, snapshot::Dictionaries};

/// In which states of an entity something can be: it is there, or it is not.
pub(super) type Presence = u8;
pub(super) const THERE: Presence = 1;
pub(super) const GONE: Presence = 2;
pub(super) const ANY: Presence = THERE | GONE;

/// A value compared with more constants is not looked at.
const MAX_SAMPLES: usize = 1000;

/// Rows of one key.
#[derive(Debug)]
pub(super) struct Source {
    /// Indices of the rows.
    pub rows: Vec<usize>,
    /// Nothing is known if there are none.
    pub ways: Vec<Way>,
    /// The entity without which there is no value.
    pub entity: Option<EntityKind>,
    /// Something would be known, but there is too much to try.
    pub cut: bool,
    /// By rows and results: what can never be.
    never: BTreeSet<Pair>,
    /// By rows: the states in which each fails and holds.
    alone: Vec<[Presence; 2]>,
    /// Whether each two of its rows are looked at together.
    has_pairs: bool,
}

/// Two rows by their places, with results.
type Pair = ((usize, bool), (usize, bool));

/// Results of the rows that come together.
#[derive(Debug)]
pub(super) struct Way {
    pub results: Vec<bool>,
    pub when: Presence,
    /// How many of the rows hold.
    pub held: usize,
}

impl Source {
    /// Tries every sample; `work` is how many comparisons may still be made.
    pub fn of(rows: &[(usize, Reading)], names: &Dictionaries, work: &mut usize) -> Self {
        let readings: Vec<&Reading> = rows.iter().map(|(_, reading)| reading).collect();
        let parts: usize = readings
            .iter()
            .filter_map(|row| row.claim.as_ref())
            .map(Claim::size)
            .sum();
        let never = match parts.checked_mul(parts) {
            Some(pairs) if pairs <= MAX_COMPARED => {
                count(pairs);
                never(&readings)
            }
            _ => BTreeSet::new(),
        };
        let samples = samples::of(&readings, names);
        let tried = tried(&readings, &samples, &never, work);
        let cut = tried.is_none() && !samples.is_empty();
        let ways = tried.unwrap_or_default();
        let ways = ways.into_iter().map(|(results, when)| Way {
            held: results.iter().filter(|it| **it).count(),
            results,
            when,
        });
        let ways: Vec<Way> = ways.collect();
        let mut alone = vec![[0; 2]; rows.len()];
        for way in &ways {
            for (place, result) in alone.iter_mut().zip(&way.results) {
                let [failed, held] = place;
                *(if *result { held } else { failed }) |= way.when;
            }
        }
        let cost = rows.len().saturating_pow(2).saturating_mul(ways.len());
        Self {
            rows: rows.iter().map(|(index, _)| *index).collect(),
            ways,
            alone,
            has_pairs: cost <= MAX_WORK * 16,
            cut,
            entity: readings.first().and_then(|row| row.entity()),
            never,
        }
    }

    /// In which states of the entity the row at this place can give this result.
    pub fn can(&self, (at, result): (usize, bool)) -> Presence {
        match self.alone.get(at) {
            Some([failed, held]) if !self.ways.is_empty() => *(if result { held } else { failed }),
            _ => ANY,
        }
    }

    /// Whether all of these rows can come so at once; `false` also if that is not known.
    pub fn allows(&self, rows: impl Iterator<Item = (usize, bool)> + Clone) -> bool {
        self.ways.iter().any(|way| {
            let mut rows = rows.clone();
            rows.all(|(at, result)| {
                count(1);
                way.results.get(at) == Some(&result)
            })
        })
    }

    /// The same of two rows at once.
    pub fn can_both(&self, one: (usize, bool), other: (usize, bool)) -> Presence {
        if self.ways.is_empty() || !self.has_pairs {
            count(1);
            let never = self.never.contains(&(one, other)) || self.never.contains(&(other, one));
            return if never { 0 } else { ANY };
        }
        count(self.ways.len());
        let gives = |way: &&Way, (at, wanted): (usize, bool)| way.results.get(at) == Some(&wanted);
        let found = self
            .ways
            .iter()
            .filter(|way| gives(way, one) && gives(way, other));
        found.fold(0, |all, way| all | way.when)
    }
}

/// What the rows give on every sample, with the states of the entity in which it is so.
fn tried(
    rows: &[&Reading],
    samples: &[Sample],
    never: &BTreeSet<Pair>,
    work: &mut usize,
) -> Option<BTreeMap<Vec<bool>, Presence>> {
    let constants: usize = rows.iter().map(|row| row.size()).sum();
    let compared = samples.len().saturating_mul(constants);
    if samples.is_empty() || samples.len() > MAX_SAMPLES || compared > MAX_COMPARED {
        return None;
    }
    *work = work.checked_sub(compared)?;
    count(compared);
    let mut ways = BTreeMap::new();
    for sample in samples {
        let when = presence(rows, sample);
        let known: Vec<Option<bool>> = rows.iter().map(|row| row.on(sample)).collect();
        for way in expanded(rows, &known, never, work)? {
            *ways.entry(way).or_default() |= when;
        }
    }
    (ways.len() <= MAX_WAYS).then_some(ways)
}

/// An entity that is not there has no values, and one that is there has some always.
fn presence(rows: &[&Reading], sample: &Sample) -> Presence {
    let first = rows.first();
    let Sample::Facts(facts) = sample else {
        return match sample {
            Sample::Filled if rows.iter().any(|row| row.entity().is_some()) => THERE,
            _ => ANY,
        };
    };
    match facts.first() {
        Some(Fact::Bool(there)) if first.is_some_and(|row| row.is_presence()) => match there {
            true => THERE,
            false => GONE,
        },
        _ if facts.iter().any(|fact| !fact.is_empty()) => THERE,
        _ if first.is_some_and(|row| row.is_filled()) => GONE,
        _ => ANY,
    }
}

/// What the rows can give where some are known; the others give all that their operators allow.
/// `None` if that is too much to look through.
fn expanded(
    rows: &[&Reading],
    known: &[Option<bool>],
    never: &BTreeSet<Pair>,
    work: &mut usize,
) -> Option<Vec<Vec<bool>>> {
    let unknown = rows.iter().zip(known).filter(|(_, known)| known.is_none());
    let mut questions: BTreeMap<&str, usize> = BTreeMap::new();
    for (row, _) in unknown {
        // Each question is answered by yes, by no, or by an error, which fails both of its operators.
        questions.insert(&row.question, if row.is_sure() { 2 } else { 3 });
    }
    let sizes: Vec<usize> = questions.values().copied().collect();
    let count = sizes
        .iter()
        .fold(1_usize, |all, size| all.saturating_mul(*size));
    if count > MAX_WAYS {
        return None;
    }
    let cost = rows.len().saturating_add(never.len());
    let looked = count.saturating_mul(cost);
    *work = work.checked_sub(looked)?;
    super::count(looked);
    let places: BTreeMap<&str, usize> = questions.keys().copied().zip(0..).collect();
    let place = |row: &&Reading| places.get(row.question.as_str()).copied();
    let places: Vec<Option<usize>> = rows.iter().map(place).collect();
    let mut answers = vec![0_usize; sizes.len()];
    let ways = (0..count).map(|mut number| {
        for (answer, size) in answers.iter_mut().zip(&sizes) {
            *answer = number % size;
            number /= size;
        }
        let results = rows.iter().zip(known).zip(&places);
        let results = results.map(|((row, known), place)| match known {
            Some(known) => *known,
            None => match place.and_then(|place| answers.get(place)) {
                Some(0) => !row.negative,
                Some(1) => row.negative,
                _ => false,
            },
        });
        results.collect::<Vec<bool>>()
    });
    let possible = |way: &Vec<bool>| {
        let is = |(at, result): (usize, bool)| way.get(at) == Some(&result);
        !never.iter().any(|(one, other)| is(*one) && is(*other))
    };
    Some(ways.filter(possible).collect())
}

/// What texts and sets can never be, by what each two rows say of them; only of values that are filled,
/// for an empty one its row and the negation of it are known.
fn never(rows: &[&Reading]) -> BTreeSet<Pair> {
    let mut never = BTreeSet::new();
    for (at, one) in rows.iter().enumerate() {
        for (to, other) in rows.iter().enumerate() {
            let (Some(first), Some(second)) = (&one.claim, &other.claim) else {
                continue;
            };
            if !one.is_of_value(other) {
                continue; // a stage and its pipeline are looked at together, but have names of their own
            }
            if at < to && first.excludes(second) {
                never.insert(((at, !one.negative), (to, !other.negative)));
            }
            if at != to && first.implies(second) {
                never.insert(((at, !one.negative), (to, other.negative)));
            }
        }
    }
    never
}
