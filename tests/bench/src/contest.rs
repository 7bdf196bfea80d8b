//! What takes part: an engine that has compiled the workloads and answers them over and over.

use anyhow::{Result, ensure};

use crate::work::{Answers, Work};

/// A compiled engine; each function does the whole work once.
pub trait Contestant {
    /// Name in the table.
    fn name(&self) -> &'static str;
    /// Whether W1's block holds.
    fn w1(&mut self) -> bool;
    /// Index of the first block of W2 that holds.
    fn w2(&mut self) -> i64;
    /// The same for each scenario of W3.
    fn w3(&mut self) -> Vec<i64>;
    /// W2 with both values of every row: how many rows there are, and how many of them hold.
    fn w2t(&mut self) -> Option<(usize, usize)> {
        None
    }
    /// W2 from the bytes of the event.
    fn w5(&mut self) -> Option<i64> {
        None
    }
    /// W3 compiled anew.
    fn compile(&mut self) -> Option<usize> {
        None
    }
    /// One condition of W3 edited and everything decided again.
    fn edit(&mut self) -> Option<usize> {
        None
    }
}

/// Refuses an engine that does not give the right answers.
///
/// Explanations have to agree with those of the first one.
pub fn admit(
    contestant: &mut dyn Contestant,
    expected: &Answers,
    explained: Option<(usize, usize)>,
) -> Result<()> {
    let rows = contestant.w2t();
    ensure!(
        rows.is_none() || explained.is_none() || rows == explained,
        "{} explains {rows:?} rows instead of {explained:?}",
        contestant.name()
    );
    let given = Answers {
        w1: contestant.w1(),
        w2: contestant.w2(),
        w3: contestant.w3(),
    };
    let from_bytes = contestant.w5().unwrap_or(expected.w2);
    ensure!(
        &given == expected && from_bytes == expected.w2,
        "{} gives wrong answers: {given:?}",
        contestant.name()
    );
    Ok(())
}

/// The index of the first block that holds, by a test of one block.
pub fn first<T>(blocks: &[T], holds: impl FnMut(&T) -> bool) -> i64 {
    blocks
        .iter()
        .position(holds)
        .map_or(-1, |index| index as i64)
}

/// Translates all workloads by a translation of one block.
pub struct Compiled<T> {
    pub w1: T,
    pub w2: Vec<T>,
    pub w3: Vec<Vec<T>>,
}

impl<T> Compiled<T> {
    /// Compiles every block.
    pub fn new(
        work: &Work,
        mut compile: impl FnMut(&crate::work::Block) -> Result<T>,
    ) -> Result<Self> {
        Ok(Self {
            w1: compile(&work.w1)?,
            w2: work.w2.iter().map(&mut compile).collect::<Result<_>>()?,
            w3: work
                .w3
                .iter()
                .map(|blocks| blocks.iter().map(&mut compile).collect())
                .collect::<Result<_>>()?,
        })
    }
}
