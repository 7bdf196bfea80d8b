//! Phones by their digits (rule 4).

use super::fold::fold;

/// Digits by which two phones with and without a country are compared.
const OWN_DIGITS: usize = 10;

/// Digits with the Russian prefix 7 for 8 and for a bare mobile number; the folded text if there are none.
pub(super) fn normal(text: &str) -> String {
    let digits = digits(text);
    match (digits.len(), digits.as_bytes().first()) {
        (0, _) => fold(text),
        (11, Some(b'8')) => format!("7{}", digits.get(1..).unwrap_or_default()),
        (10, Some(b'9')) => format!("7{digits}"),
        _ => digits,
    }
}

/// Whether two normal forms are the same phone.
pub(super) fn same(left: &str, right: &str) -> bool {
    left == right || matches!((own(left), own(right)), (Some(left), Some(right)) if left == right)
}

/// What two phones have in common exactly when they are the same.
pub(crate) fn key(text: &str) -> String {
    let normal = normal(text);
    match own(&normal) {
        Some(own) => own.to_owned(),
        None => normal,
    }
}

/// Forms in which the beginning or a part of a phone may stand in a normal form.
pub(super) fn parts(text: &str) -> Vec<String> {
    let digits = digits(text);
    let rest = digits.strip_prefix('8').filter(|_| !text.contains('+'));
    let mut parts: Vec<String> = rest.map(|rest| format!("7{rest}")).into_iter().collect();
    if digits.is_empty() {
        parts.push(fold(text));
    } else {
        parts.push(digits);
    }
    parts
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The last ten digits of a phone that has as many.
fn own(phone: &str) -> Option<&str> {
    if !phone.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    phone.get(phone.len().checked_sub(OWN_DIGITS)?..)
}
