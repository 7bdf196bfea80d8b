//! Keys of equality: two prepared sides that are equal have one in common.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::form::{Form, Number};

/// Keys of a value, or of all elements of a set; `None` if equality may hold without a common key.
pub(super) fn keys(form: &Form, is_empty: bool) -> Option<Vec<u64>> {
    if is_empty {
        // An unticked check box equals nothing; every other empty side equals no side that has keys.
        return Some(Vec::new());
    }
    match form {
        Form::Number(number) => Some(vec![of_number(*number)]),
        Form::Choice { id, text } => Some(vec![of_id(*id), of_text(text)]),
        Form::Ref(named) => Some(vec![of_id(named.id), of_text(&named.name)]),
        // A text with commas may be a list.
        Form::Text(text) if !text.is_list && (text.is_only_text || text.id.is_some()) => {
            let numbers = text.number.map(of_number).into_iter();
            Some(numbers.chain([of_text(&text.folded)]).collect())
        }
        Form::Set(elements) => {
            let keys: Option<Vec<Vec<u64>>> = elements
                .iter()
                .map(|element| keys(element, false))
                .collect();
            keys.map(|keys| keys.concat())
        }
        Form::Text(_)
        | Form::Bool(_)
        | Form::Instant { .. }
        | Form::Day(_)
        | Form::Channels
        | Form::Other => None,
    }
}

fn of_id(id: u64) -> u64 {
    i64::try_from(id).map_or_else(|_| of_decimal(Decimal::from(id)), of_whole)
}

fn of_number(number: Number) -> u64 {
    match number.whole() {
        Some(whole) => of_whole(whole),
        None => of_decimal(number.exact().normalize()),
    }
}

fn of_whole(number: i64) -> u64 {
    mixed(1, &number.to_le_bytes())
}

/// A whole number that is written with a fraction has the key of the whole number.
fn of_decimal(number: Decimal) -> u64 {
    match (number.scale(), number.to_i64()) {
        (0, Some(whole)) => of_whole(whole),
        _ => mixed(2, &number.serialize()),
    }
}

fn of_text(text: &str) -> u64 {
    mixed(3, text.as_bytes())
}

/// The same on both targets. Different values may share a key: keys only tell where to compare.
fn mixed(kind: u64, bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let mix = |hash: u64, word: u64| (hash ^ word).wrapping_mul(ODD).rotate_left(29);
    let words = bytes.chunks(8).map(|chunk| {
        let byte = |word: u64, byte: &u8| word << 8 | u64::from(*byte);
        chunk.iter().fold(0, byte)
    });
    let hash = words.fold(mix(kind, bytes.len() as u64), mix);
    (hash ^ hash >> 32).wrapping_mul(ODD)
}
