//! Numbers as text: exact decimals, read as people write them, written without ornament.

use rust_decimal::Decimal;

/// Shortest decimal with a point, without groups and exponent.
pub fn decimal_text(number: Decimal) -> String {
    if number.is_zero() {
        return "0".to_owned(); // never "-0"
    }
    number.normalize().to_string()
}

/// Reads digits with an optional sign and a comma or point; spaces are ignored; no more than 28 digits.
///
/// ```
/// assert_eq!(engine::fact::parse_number("1 000,50"), "1000.5".parse().ok());
/// assert_eq!(engine::fact::parse_number("1e5"), None);
/// ```
pub fn parse_number(text: &str) -> Option<Decimal> {
    let mut plain = String::with_capacity(text.len().min(64));
    for it in text.chars().filter(|it| !it.is_whitespace()) {
        match it {
            '0'..='9' => plain.push(it),
            '+' | '-' if plain.is_empty() => plain.push(it),
            '−' if plain.is_empty() => plain.push('-'),
            '.' | ',' if !plain.contains('.') => plain.push('.'),
            _ => return None,
        }
    }
    let digits = plain.trim_start_matches(['+', '-']);
    if digits.is_empty() || digits.starts_with('.') || digits.ends_with('.') {
        return None;
    }
    Decimal::from_str_exact(&plain).ok()
}
