//! What rows can give together on any facts at all: the ground of «никогда» and «всегда».
//!
//! Rows that read the same value depend on each other, rows of different values are taken as free.
//! Of every value so many samples are tried that each real one behaves as one of them; the rows are
//! asked of the engine itself. What is not understood may give anything, so nothing false is claimed.
//! An option's number and text are taken to agree, as they do in one account.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    block,
    fact::Fact,
    operators,
    scenario::{Block, Condition},
    snapshot::Dictionaries,
};

mod row;
mod samples;

use row::Reading;

/// More ways than this are not tried, and nothing is claimed.
const MAX_WAYS: usize = 1 << 12;
/// A value compared with more constants is not looked at.
const MAX_SAMPLES: usize = 1000;

/// Results of rows by their index; `None` takes no part.
pub(super) type Results = Vec<Option<bool>>;

/// Every way in which the rows can come out, as far as is known.
#[derive(Debug)]
pub(super) struct Proof {
    count: usize,
    sources: Vec<Source>,
}

/// The rows that read one value, and all that they can give together.
#[derive(Debug)]
struct Source {
    rows: Vec<usize>,
    /// Nothing is known if there are none.
    ways: Vec<Vec<bool>>,
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
            if condition.muted || !block::is_configured(condition) {
                continue;
            }
            let reading = Reading::of(condition, names);
            let key = reading
                .source
                .clone()
                .unwrap_or_else(|| format!("#{index}"));
            groups.entry(key).or_default().push((index, reading));
        }
        let sources = groups.into_values().map(|rows| Source::of(&rows));
        Self {
            count,
            sources: sources.collect(),
        }
    }

    /// Whether these two rows can give these results at once.
    pub fn can(&self, one: (usize, bool), other: (usize, bool)) -> bool {
        let place = |row: usize| {
            let mut sources = self.sources.iter();
            sources.find_map(|it| Some((it, it.rows.iter().position(|own| *own == row)?)))
        };
        let (Some((first, at)), Some((second, to))) = (place(one.0), place(other.0)) else {
            return true;
        };
        let gives = |way: &Vec<bool>, at: usize, wanted: bool| way.get(at) == Some(&wanted);
        if first.ways.is_empty() || second.ways.is_empty() {
            return true;
        }
        if std::ptr::eq(first, second) {
            let mut ways = first.ways.iter();
            return ways.any(|way| gives(way, at, one.1) && gives(way, to, other.1));
        }
        first.ways.iter().any(|way| gives(way, at, one.1))
            && second.ways.iter().any(|way| gives(way, to, other.1))
    }

    /// Whether something holds in every way; `false` also if there are too many to try.
    pub fn always(&self, holds: impl Fn(&Results) -> bool) -> bool {
        let sizes = self.sources.iter().map(|source| source.ways.len());
        let ways = sizes.fold(1_usize, usize::saturating_mul);
        if ways > MAX_WAYS || ways == 0 {
            return false;
        }
        (0..ways).all(|number| holds(&self.way(number)))
    }

    /// The way with this number: one of each source's.
    fn way(&self, number: usize) -> Results {
        let mut results = vec![None; self.count];
        let mut rest = number;
        for source in &self.sources {
            let count = source.ways.len().max(1);
            let way = source.ways.get(rest % count);
            rest /= count;
            let pairs = source.rows.iter().zip(way.into_iter().flatten());
            for (row, result) in pairs {
                if let Some(place) = results.get_mut(*row) {
                    *place = Some(*result);
                }
            }
        }
        results
    }
}

impl Source {
    fn of(rows: &[(usize, Reading)]) -> Self {
        let readings: Vec<&Reading> = rows.iter().map(|(_, reading)| reading).collect();
        let mut ways = BTreeSet::new();
        let samples = samples::of(&readings);
        let known = samples.len() <= MAX_SAMPLES
            && samples
                .iter()
                .all(|sample| expand(&readings, sample.as_ref(), &mut ways));
        Self {
            rows: rows.iter().map(|(index, _)| *index).collect(),
            ways: if known {
                ways.into_iter().collect()
            } else {
                Vec::new()
            },
        }
    }
}

/// Adds what the rows can give on a sample; where it does not tell, all that the operators allow.
/// `false` if that is too much to look through.
fn expand(rows: &[&Reading], sample: Option<&Fact>, ways: &mut BTreeSet<Vec<bool>>) -> bool {
    let known: Vec<Option<bool>> = rows.iter().map(|row| row.on(sample)).collect();
    let unknown = rows.iter().zip(&known).filter(|(_, known)| known.is_none());
    let questions: BTreeSet<&str> = unknown.map(|(row, _)| row.question.as_str()).collect();
    let questions: Vec<&str> = questions.into_iter().collect();
    // Each question is answered by yes, by no, or by an error, which fails both of its operators.
    let count = 3_usize.checked_pow(questions.len().try_into().unwrap_or(u32::MAX));
    let Some(count) = count.filter(|count| *count <= MAX_WAYS) else {
        return false;
    };
    for number in 0..count {
        let answer = |question: &str| {
            let at = questions.iter().position(|it| *it == question);
            let power = 3_usize.pow(at.unwrap_or_default().try_into().unwrap_or_default());
            number / power % 3
        };
        let way = rows.iter().zip(&known).map(|(row, known)| match known {
            Some(known) => *known,
            None => match answer(&row.question) {
                0 => !row.negative,
                1 => row.negative,
                _ => false,
            },
        });
        ways.insert(way.collect());
    }
    ways.len() <= MAX_WAYS
}

/// Whether a block passes with these results of its rows.
pub(super) fn passes(block: &Block, results: &[Option<bool>]) -> bool {
    match &block.formula {
        Some(formula) => block::holds(formula, &block.conditions, results),
        None => {
            let joiners = block.conditions.iter().map(|row| row.joiner);
            let verdict = block::combine(joiners.zip(results.iter().copied()));
            verdict.status == crate::log::BlockStatus::Done
        }
    }
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
