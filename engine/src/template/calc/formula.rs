//! An expression as steps over a few kept numbers, so that calculating it allocates nothing.

use rust_decimal::Decimal;

use super::{Reading, Sign, Token, parsed, scan};
use crate::Problem;

/// Most numbers that a formula keeps at a time.
const MAX_KEPT: usize = 8;

/// An expression that was read once and is calculated on many facts.
#[derive(Clone, Debug)]
pub struct Formula {
    steps: Vec<Step>,
}

/// A step of a formula: what it needs was kept by the steps before.
#[derive(Clone, Copy, Debug)]
enum Step {
    Number(Decimal),
    Operand(usize),
    Negate,
    Join(Sign),
}

impl Formula {
    /// Reads an expression; `None` stands for an operand. Nothing if it is broken or keeps too many numbers.
    pub fn new<'t>(pieces: impl IntoIterator<Item = Option<&'t str>>) -> Option<Self> {
        let mut tokens = Vec::new();
        let mut operands = 0..;
        for piece in pieces {
            match piece {
                Some(text) => scan(text, &mut tokens).ok()?,
                None => tokens.push(Token::Operand(operands.next()?)),
            }
        }
        let mut steps = Vec::new();
        parsed(tokens, &mut steps).ok()?;
        let mut kept = 0_usize;
        for step in &steps {
            kept = match step {
                Step::Number(_) | Step::Operand(_) => kept + 1,
                Step::Negate => kept,
                Step::Join(_) => kept.checked_sub(1)?,
            };
            if kept > MAX_KEPT {
                return None;
            }
        }
        Some(Self { steps })
    }

    /// Its result.
    ///
    /// # Errors
    /// As [`evaluate`](super::evaluate).
    pub fn result(&self, operand: impl Fn(usize) -> Decimal) -> Result<Decimal, Problem> {
        let mut kept = [Decimal::ZERO; MAX_KEPT];
        let mut end = 0_usize;
        for step in &self.steps {
            let (at, number) = match *step {
                Step::Number(number) => (end, number),
                Step::Operand(index) => (end, operand(index)),
                Step::Negate => (end.saturating_sub(1), -last(&kept, end, 1)),
                Step::Join(sign) => (
                    end.saturating_sub(2),
                    sign.join(last(&kept, end, 2), last(&kept, end, 1))?,
                ),
            };
            if let Some(place) = kept.get_mut(at) {
                *place = number;
            }
            end = at + 1;
        }
        Ok(last(&kept, end, 1).normalize())
    }
}

fn last(kept: &[Decimal], end: usize, back: usize) -> Decimal {
    let at = end.checked_sub(back);
    at.and_then(|at| kept.get(at)).copied().unwrap_or_default()
}

impl Reading for Vec<Step> {
    type Operand = usize;
    type Number = ();

    fn number(&mut self, number: Decimal) {
        self.push(Step::Number(number));
    }

    fn operand(&mut self, operand: usize) {
        self.push(Step::Operand(operand));
    }

    fn negate(&mut self, (): ()) {
        self.push(Step::Negate);
    }

    fn join(&mut self, sign: Sign, (): (), (): ()) -> Result<(), Problem> {
        self.push(Step::Join(sign));
        Ok(())
    }
}
