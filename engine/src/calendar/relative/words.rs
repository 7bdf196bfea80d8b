//! The words of relative dates.

/// Longest number, in digits.
const MAX_DIGITS: usize = 11;

/// A piece of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// In lower case.
    Word(String),
    /// With its sign.
    Number(i64),
    /// `10:30`.
    Time(String),
    /// `@1709197500`.
    Unix(i64),
}

/// Splits an expression; `None` if a character means nothing.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut rest = text;
    let mut tokens = Vec::new();
    loop {
        rest = rest.trim_start_matches(|it: char| it.is_whitespace() || it == ',');
        let Some(first) = rest.chars().next() else {
            return Some(tokens);
        };
        let (token, len) = match first {
            _ if first.is_alphabetic() => word(rest),
            '@' => unix(rest)?,
            '0'..='9' | '+' | '-' => number(rest)?,
            _ => return None,
        };
        tokens.push(token);
        rest = rest.get(len..)?;
    }
}

fn word(text: &str) -> (Token, usize) {
    let len = text
        .find(|it: char| !it.is_alphabetic())
        .unwrap_or(text.len());
    let word = text.get(..len).unwrap_or_default();
    (Token::Word(word.to_lowercase()), len)
}

fn unix(text: &str) -> Option<(Token, usize)> {
    let number = text.strip_prefix('@')?;
    let unsigned = number.strip_prefix('-').unwrap_or(number);
    let sign = number.len() - unsigned.len();
    let len = sign + digits(unsigned)?;
    Some((Token::Unix(number.get(..len)?.parse().ok()?), len + 1))
}

/// A number with signs before it, or a time.
fn number(text: &str) -> Option<(Token, usize)> {
    let signs = text
        .find(|it: char| !matches!(it, '+' | '-') && !it.is_whitespace())
        .unwrap_or(text.len());
    let (before, rest) = text.split_at_checked(signs)?;
    let len = digits(rest)?;
    let colon = rest.get(len..)?.starts_with(':');
    if colon && before.is_empty() {
        let end = rest
            .find(|it: char| !it.is_ascii_digit() && it != ':')
            .unwrap_or(rest.len());
        return Some((Token::Time(rest.get(..end)?.to_owned()), end));
    }
    let number: i64 = rest.get(..len)?.parse().ok()?;
    let minus = before.matches('-').count() % 2 == 1;
    let number = if minus { -number } else { number };
    Some((Token::Number(number), signs + len))
}

/// How many digits a text begins with, if not too many.
fn digits(text: &str) -> Option<usize> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=MAX_DIGITS).contains(&len).then_some(len)
}

/// Number of a weekday, Sunday is 0.
pub(super) fn weekday(word: &str) -> Option<i64> {
    Some(match word {
        "sunday" | "sun" => 0,
        "monday" | "mon" => 1,
        "tuesday" | "tue" | "tues" => 2,
        "wednesday" | "wed" => 3,
        "thursday" | "thu" | "thur" | "thurs" => 4,
        "friday" | "fri" => 5,
        "saturday" | "sat" => 6,
        _ => return None,
    })
}

/// How many are meant by a word.
pub(super) fn amount(word: &str) -> Option<i64> {
    Some(match word {
        "last" | "previous" => -1,
        "this" => 0,
        "next" | "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        "eleventh" => 11,
        "twelfth" => 12,
        _ => return None,
    })
}
