//! Arithmetic on exact decimals (section 12 of the language reference).
//!
//! Values come in as single operands, so nothing a client wrote is ever read as an expression.

use std::{iter::Peekable, str::FromStr, vec::IntoIter};

use rust_decimal::{Decimal, RoundingStrategy};

use crate::{Problem, problem::Code};

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
            Piece::Operand(number) => tokens.push(Token::Number(*number)),
            Piece::Text(text) => scan(text, &mut tokens)?,
        }
    }
    let mut calculation = Calculation {
        tokens: tokens.into_iter().peekable(),
        depth: 0,
    };
    let result = calculation.sum()?;
    match calculation.tokens.next() {
        None => Ok(result.normalize()),
        Some(_) => Err(broken("лишнее после выражения")),
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    Number(Decimal),
    Plus,
    Minus,
    Times,
    Over,
    Remainder,
    Open,
    Close,
}

fn scan(text: &str, tokens: &mut Vec<Token>) -> Result<(), Problem> {
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        tokens.push(match letter {
            _ if letter.is_whitespace() => continue,
            '+' => Token::Plus,
            '-' | '−' | '–' => Token::Minus,
            '*' | '×' | '·' => Token::Times,
            '/' | '÷' | ':' => Token::Over,
            '%' => Token::Remainder,
            '(' => Token::Open,
            ')' => Token::Close,
            '0'..='9' => number(letter, &mut letters)?,
            other => return Err(broken(&format!("«{other}»"))),
        });
    }
    Ok(())
}

/// Digits with spaces between them, then perhaps a point or comma and more digits.
fn number(
    first: char,
    letters: &mut Peekable<impl Iterator<Item = char>>,
) -> Result<Token, Problem> {
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

struct Calculation {
    tokens: Peekable<IntoIter<Token>>,
    depth: usize,
}

impl Calculation {
    fn sum(&mut self) -> Result<Decimal, Problem> {
        let mut left = self.product()?;
        while let Some(&token) = self.tokens.peek() {
            let apply = match token {
                Token::Plus => Decimal::checked_add,
                Token::Minus => Decimal::checked_sub,
                _ => break,
            };
            self.tokens.next();
            left = apply(left, self.product()?).ok_or_else(overflow)?;
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Decimal, Problem> {
        let mut left = self.factor()?;
        while let Some(&token) = self.tokens.peek() {
            let apply = match token {
                Token::Times => times,
                Token::Over => over,
                Token::Remainder => remainder,
                _ => break,
            };
            self.tokens.next();
            left = apply(left, self.factor()?)?;
        }
        Ok(left)
    }

    /// An operand with at most one sign.
    fn factor(&mut self) -> Result<Decimal, Problem> {
        match self.tokens.next() {
            Some(Token::Minus) => {
                let token = self.tokens.next();
                self.operand(token).map(|number| -number)
            }
            Some(Token::Plus) => {
                let token = self.tokens.next();
                self.operand(token)
            }
            token => self.operand(token),
        }
    }

    fn operand(&mut self, token: Option<Token>) -> Result<Decimal, Problem> {
        match token {
            Some(Token::Number(number)) => Ok(number),
            Some(Token::Open) => self.brackets(),
            Some(_) | None => Err(broken("не хватает числа")),
        }
    }

    fn brackets(&mut self) -> Result<Decimal, Problem> {
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

fn times(left: Decimal, right: Decimal) -> Result<Decimal, Problem> {
    left.checked_mul(right).ok_or_else(overflow)
}

fn over(left: Decimal, right: Decimal) -> Result<Decimal, Problem> {
    if right.is_zero() {
        return Err(Problem::error(
            Code::DivisionByZero,
            "в выражении делитель равен 0",
        ));
    }
    let quotient = left.checked_div(right).ok_or_else(overflow)?;
    let half_up = RoundingStrategy::MidpointAwayFromZero;
    Ok(quotient.round_dp_with_strategy(QUOTIENT_DECIMALS, half_up))
}

fn remainder(left: Decimal, right: Decimal) -> Result<Decimal, Problem> {
    if right.is_zero() {
        return Err(Problem::error(
            Code::DivisionByZero,
            "в выражении делитель равен 0",
        ));
    }
    left.checked_rem(right).ok_or_else(overflow)
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

    #[track_caller]
    fn check_pieces(pieces: &[Piece], expected: &str) {
        let shown = match evaluate(pieces) {
            Ok(number) => number.to_string(),
            Err(problem) => format!("error {}", problem.code.number()),
        };
        assert_eq!(shown, expected, "{pieces:?}");
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
