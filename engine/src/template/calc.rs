//! Arithmetic on exact decimals (section 12 of the language reference).
//!
//! Values come in as single operands, so nothing a client wrote is ever read as an expression.

use std::{iter::Peekable, str::FromStr, vec::IntoIter};

use rust_decimal::{Decimal, RoundingStrategy};

use crate::{Problem, problem::Code};

mod formula;
mod known;

pub use formula::Formula;
pub use known::fault;

/// Deepest nesting of brackets.
const MAX_DEPTH: usize = 64;
/// Decimals a quotient keeps.
const QUOTIENT_DECIMALS: u32 = 10;

/// A piece of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Written by the author: digits, operators, brackets.
    Text(String),
    /// An inserted value.
    Operand(Decimal),
}

/// Evaluates an expression.
///
/// # Errors
/// Division by zero (112), a broken expression (113), overflow (114), too many brackets (115).
pub fn evaluate(pieces: &[Piece]) -> Result<Decimal, Problem> {
    let mut tokens = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Operand(number) => tokens.push(Token::Operand(*number)),
            Piece::Text(text) => scan(text, &mut tokens)?,
        }
    }
    parsed(tokens, &mut Exact).map(|result| result.normalize())
}

/// Reads tokens whole.
fn parsed<R: Reading>(
    tokens: Vec<Token<R::Operand>>,
    reading: &mut R,
) -> Result<R::Number, Problem> {
    let mut calculation = Calculation {
        tokens: tokens.into_iter().peekable(),
        depth: 0,
        reading,
    };
    let result = calculation.sum()?;
    match calculation.tokens.next() {
        None => Ok(result),
        Some(_) => Err(broken("лишнее после выражения")),
    }
}

/// What is done while an expression is read: calculating, or writing down a formula.
trait Reading {
    type Operand;
    type Number;
    fn number(&mut self, number: Decimal) -> Self::Number;
    fn operand(&mut self, operand: Self::Operand) -> Self::Number;
    fn negate(&mut self, number: Self::Number) -> Self::Number;
    fn join(
        &mut self,
        sign: Sign,
        left: Self::Number,
        right: Self::Number,
    ) -> Result<Self::Number, Problem>;
}

/// Calculates at once.
struct Exact;

impl Reading for Exact {
    type Operand = Decimal;
    type Number = Decimal;

    fn number(&mut self, number: Decimal) -> Decimal {
        number
    }

    fn operand(&mut self, operand: Decimal) -> Decimal {
        operand
    }

    fn negate(&mut self, number: Decimal) -> Decimal {
        -number
    }

    fn join(&mut self, sign: Sign, left: Decimal, right: Decimal) -> Result<Decimal, Problem> {
        sign.join(left, right)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<O> {
    Number(Decimal),
    Operand(O),
    Sign(Sign),
    Open,
    Close,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Plus,
    Minus,
    Times,
    Over,
    Remainder,
}

impl Sign {
    fn join(self, left: Decimal, right: Decimal) -> Result<Decimal, Problem> {
        match self {
            Self::Plus => left.checked_add(right).ok_or_else(overflow),
            Self::Minus => left.checked_sub(right).ok_or_else(overflow),
            Self::Times => left.checked_mul(right).ok_or_else(overflow),
            Self::Over => over(left, right),
            Self::Remainder => remainder(left, right),
        }
    }

    fn divides(self) -> bool {
        matches!(self, Self::Over | Self::Remainder)
    }

    fn is_of_sum(self) -> bool {
        matches!(self, Self::Plus | Self::Minus)
    }
}

fn scan<O>(text: &str, tokens: &mut Vec<Token<O>>) -> Result<(), Problem> {
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        tokens.push(match letter {
            _ if letter.is_whitespace() => continue,
            '+' => Token::Sign(Sign::Plus),
            '-' | '−' | '–' => Token::Sign(Sign::Minus),
            '*' | '×' | '·' => Token::Sign(Sign::Times),
            '/' | '÷' | ':' => Token::Sign(Sign::Over),
            '%' => Token::Sign(Sign::Remainder),
            '(' => Token::Open,
            ')' => Token::Close,
            '0'..='9' => number(letter, &mut letters)?,
            other => return Err(broken(&format!("«{other}»"))),
        });
    }
    Ok(())
}

/// Digits with spaces between them, then perhaps a point or comma and more digits.
fn number<O>(
    first: char,
    letters: &mut Peekable<impl Iterator<Item = char>>,
) -> Result<Token<O>, Problem> {
    let mut digits = String::from(first);
    let mut fraction = false;
    while let Some(&letter) = letters.peek() {
        match letter {
            '0'..='9' => digits.push(letter),
            '.' | ',' if !fraction => {
                fraction = true;
                digits.push('.');
            }
            _ if letter.is_whitespace() && !fraction => {}
            _ => break,
        }
        letters.next();
    }
    Decimal::from_str(digits.trim_end_matches('.'))
        .map(Token::Number)
        .map_err(|_| overflow())
}

struct Calculation<'r, R: Reading> {
    tokens: Peekable<IntoIter<Token<R::Operand>>>,
    depth: usize,
    reading: &'r mut R,
}

impl<R: Reading> Calculation<'_, R> {
    fn sum(&mut self) -> Result<R::Number, Problem> {
        let mut left = self.product()?;
        while let Some(sign) = self.sign(Sign::is_of_sum) {
            let right = self.product()?;
            left = self.reading.join(sign, left, right)?;
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<R::Number, Problem> {
        let mut left = self.factor()?;
        while let Some(sign) = self.sign(|sign| !sign.is_of_sum()) {
            let right = self.factor()?;
            left = self.reading.join(sign, left, right)?;
        }
        Ok(left)
    }

    /// The next token if it is such a sign.
    fn sign(&mut self, is_wanted: impl Fn(Sign) -> bool) -> Option<Sign> {
        match self.tokens.peek() {
            Some(Token::Sign(sign)) if is_wanted(*sign) => {
                let sign = *sign;
                self.tokens.next();
                Some(sign)
            }
            _ => None,
        }
    }

    /// An operand with at most one sign.
    fn factor(&mut self) -> Result<R::Number, Problem> {
        match self.sign(Sign::is_of_sum) {
            Some(Sign::Minus) => {
                let number = self.operand()?;
                Ok(self.reading.negate(number))
            }
            Some(_) | None => self.operand(),
        }
    }

    fn operand(&mut self) -> Result<R::Number, Problem> {
        match self.tokens.next() {
            Some(Token::Number(number)) => Ok(self.reading.number(number)),
            Some(Token::Operand(operand)) => Ok(self.reading.operand(operand)),
            Some(Token::Open) => self.brackets(),
            Some(_) | None => Err(broken("не хватает числа")),
        }
    }

    fn brackets(&mut self) -> Result<R::Number, Problem> {
        if self.depth >= MAX_DEPTH {
            return Err(Problem::error(Code::TooLarge, "слишком много скобок"));
        }
        self.depth += 1;
        let inner = self.sum()?;
        self.depth -= 1;
        match self.tokens.next() {
            Some(Token::Close) => Ok(inner),
            Some(_) | None => Err(broken("не закрыта скобка")),
        }
    }
}

fn over(left: Decimal, right: Decimal) -> Result<Decimal, Problem> {
    if right.is_zero() {
        return Err(divided_by_zero());
    }
    let quotient = left.checked_div(right).ok_or_else(overflow)?;
    let half_up = RoundingStrategy::MidpointAwayFromZero;
    Ok(quotient.round_dp_with_strategy(QUOTIENT_DECIMALS, half_up))
}

fn remainder(left: Decimal, right: Decimal) -> Result<Decimal, Problem> {
    if right.is_zero() {
        return Err(divided_by_zero());
    }
    left.checked_rem(right).ok_or_else(overflow)
}

fn divided_by_zero() -> Problem {
    Problem::error(Code::DivisionByZero, "в выражении делитель равен 0")
}

fn broken(detail: &str) -> Problem {
    Problem::error(Code::BadExpression, detail)
}

fn overflow() -> Problem {
    Problem::error(Code::Overflow, "результат слишком большой")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The expression's result, or the number of its error.
    #[track_caller]
    fn check(expression: &str, expected: &str) {
        check_pieces(&[Piece::Text(expression.to_owned())], expected);
    }

    /// A formula gives the same, if there is one.
    #[track_caller]
    fn check_pieces(pieces: &[Piece], expected: &str) {
        let shown = |result: Result<Decimal, Problem>| match result {
            Ok(number) => number.to_string(),
            Err(problem) => format!("error {}", problem.code.number()),
        };
        assert_eq!(shown(evaluate(pieces)), expected, "{pieces:?}");
        let texts = pieces.iter().map(|piece| match piece {
            Piece::Text(text) => Some(text.as_str()),
            Piece::Operand(_) => None,
        });
        let operands: Vec<Decimal> = pieces.iter().filter_map(number).collect();
        match Formula::new(texts) {
            Some(formula) => {
                let result =
                    formula.result(|index| operands.get(index).copied().unwrap_or_default());
                assert_eq!(shown(result), expected, "{pieces:?}");
            }
            None => assert!(expected.starts_with("error 11"), "{pieces:?}"),
        }
    }

    fn number(piece: &Piece) -> Option<Decimal> {
        match piece {
            Piece::Operand(number) => Some(*number),
            Piece::Text(_) => None,
        }
    }

    fn operand(number: i64) -> Piece {
        Piece::Operand(Decimal::from(number))
    }

    fn text(text: &str) -> Piece {
        Piece::Text(text.to_owned())
    }

    #[test]
    fn precedence_and_brackets_are_those_of_school() {
        check("2+3*4", "14");
        check("(2+3)*4", "20");
        check("100-10-5", "85");
        check("100/10/5", "2");
        check("17%5*2", "4");
        check("-(2+3)", "-5");
        check("2*-3", "-6");
        check("+7", "7");
    }

    #[test]
    fn other_signs_and_ways_to_write_numbers_are_accepted() {
        check("10 − 3 – 2", "5");
        check("2×3·4", "24");
        check("9÷3:3", "1");
        check("1 000,5*2", "2001");
        check("1\u{a0}000.25 + 0", "1000.25");
        check("5.", "5");
    }

    #[test]
    fn decimals_are_exact_and_quotients_are_rounded_half_away_from_zero() {
        check("0.1+0.2", "0.3");
        check("1/3", "0.3333333333");
        check("2/3", "0.6666666667");
        check("-2/3", "-0.6666666667");
        check("1/2*2", "1");
        check("10000000000*10000000000", "100000000000000000000");
    }

    #[test]
    fn an_operand_is_never_split() {
        check_pieces(&[text("10-"), operand(-5)], "15");
        check_pieces(&[text("2*"), operand(-5), text("+1")], "-9");
        check_pieces(&[text("1"), operand(5)], "error 113");
    }

    #[test]
    fn mistakes_have_their_codes() {
        check("1/0", "error 112");
        check("1%0", "error 112");
        for broken in [
            "", "1+", "*2", "(1", "1)", "a", "2 2)", "1..2", ".5", "1---1", "()",
        ] {
            check(broken, "error 113");
        }
        check("79228162514264337593543950335+1", "error 114");
        check("999999999999999999999999999999", "error 114");
        check("99999999999999999999*99999999999999999999", "error 114");
    }

    #[test]
    fn brackets_have_a_limit() {
        let nested = |depth: usize| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
        check(&nested(64), "1");
        check(&nested(65), "error 115");
        check(&nested(100_000), "error 115");
    }
}
