//! What takes part: an engine that has compiled the workloads and answers them over and over.

use anyhow::{Result, ensure};

use crate::work::Answers;

/// A compiled engine; each function does the whole work once, or is not there.
pub trait Contestant {
    /// Name in the table.
    fn name(&self) -> &'static str;
    /// Whether W1's block holds.
    fn w1(&mut self) -> Option<bool> {
        None
    }
    /// Index of the first block of W2 that holds.
    fn w2(&mut self) -> Option<i64> {
        None
    }
    /// The same for each scenario of W3.
    fn w3(&mut self) -> Option<Vec<i64>> {
        None
    }
    /// W2 with both values of every row: how many rows there are, and how many of them hold.
    fn w2t(&mut self) -> Option<(usize, usize)> {
        None
    }
    /// The message of W4.
    fn w4(&mut self) -> Option<String> {
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
    let given = (contestant.w1(), contestant.w2(), contestant.w3());
    let from_bytes = contestant.w5();
    let right = given.0.is_none_or(|it| it == expected.w1)
        && given.1.is_none_or(|it| it == expected.w2)
        && given.2.as_ref().is_none_or(|it| *it == expected.w3)
        && from_bytes.is_none_or(|it| it == expected.w2);
    ensure!(
        right,
        "{} gives wrong answers: {given:?}, from bytes {from_bytes:?}",
        contestant.name()
    );
    let message = contestant.w4();
    ensure!(
        message.as_ref().is_none_or(|it| *it == expected.w4),
        "{} writes a wrong message: {message:?}",
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
