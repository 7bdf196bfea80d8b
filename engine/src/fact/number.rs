//! Numbers as text: exact decimals, read as people write them, written without ornament.

use rust_decimal::Decimal;

/// Shortest decimal with a point, without groups and exponent.
pub fn decimal_text(number: Decimal) -> String {
    let mut text = String::new();
    write_decimal(number, &mut text);
    text
}

/// The same at the end of a text.
pub fn write_decimal(number: Decimal, text: &mut String) {
    let number = number.normalize(); // of zero it is "0", never "-0"
    let scale = usize::try_from(number.scale()).unwrap_or_default();
    let mut digits = [b'0'; DIGITS];
    let first = match u64::try_from(number.mantissa().unsigned_abs()) {
        Ok(small) => write_digits(small, &mut digits),
        Err(_) => write_digits(number.mantissa().unsigned_abs(), &mut digits),
    };
    let point = DIGITS.saturating_sub(scale);
    let first = first.min(point.saturating_sub(1));
    let part = |range: std::ops::Range<usize>| {
        let bytes = digits.get(range).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    };
    if number.is_sign_negative() && !number.is_zero() {
        text.push('-');
    }
    text.push_str(part(first..point));
    if scale > 0 {
        text.push('.');
        text.push_str(part(point..DIGITS));
    }
}

/// A mantissa has 29 digits at most, a fraction 28 and a zero before it.
const DIGITS: usize = 32;

/// Writes the digits of a number to the end of the room; gives the place of the first one.
fn write_digits<N>(mut number: N, room: &mut [u8; DIGITS]) -> usize
where
    N: Copy + PartialEq + From<u8> + std::ops::Div<Output = N> + std::ops::Rem<Output = N>,
    u8: TryFrom<N>,
{
    let (zero, ten) = (N::from(0), N::from(10));
    let mut first = DIGITS;
    for (place, digit) in room.iter_mut().enumerate().rev() {
        if number == zero {
            break;
        }
        *digit = b'0'.wrapping_add(u8::try_from(number % ten).unwrap_or_default());
        number = number / ten;
        first = place;
    }
    first
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
