//! What is wrong with an expression whatever its operands are.

use rust_decimal::Decimal;

use super::{Reading, Sign, Token, divided_by_zero, parsed, scan};
use crate::Problem;

/// The error that an expression gives on all facts; `None` stands for an operand.
pub fn fault<'t>(pieces: impl IntoIterator<Item = Option<&'t str>>) -> Option<Problem> {
    let mut tokens = Vec::new();
    for piece in pieces {
        match piece {
            Some(text) => match scan(text, &mut tokens) {
                Ok(()) => {}
                Err(problem) => return Some(problem),
            },
            None => tokens.push(Token::Operand(())),
        }
    }
    parsed(tokens, &mut Known).err()
}

/// Calculates with what is written out; everything else may be any number.
struct Known;

impl Reading for Known {
    type Operand = ();
    type Number = Option<Decimal>;

    fn number(&mut self, number: Decimal) -> Option<Decimal> {
        Some(number)
    }

    fn operand(&mut self, (): ()) -> Option<Decimal> {
        None
    }

    fn negate(&mut self, number: Option<Decimal>) -> Option<Decimal> {
        number.map(|number| -number)
    }

    fn join(
        &mut self,
        sign: Sign,
        left: Option<Decimal>,
        right: Option<Decimal>,
    ) -> Result<Option<Decimal>, Problem> {
        match (left, right) {
            (Some(left), Some(right)) => sign.join(left, right).map(Some),
            (None, Some(right)) if right.is_zero() && sign.divides() => Err(divided_by_zero()),
            _ => Ok(None),
        }
    }
}
