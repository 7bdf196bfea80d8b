//! Keys of equality: two prepared sides that are equal have one in common.

use std::hash::{Hash, Hasher};

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
    hashed(&(1_u8, rust_decimal::Decimal::from(id)))
}

fn of_number(number: Number) -> u64 {
    hashed(&(1_u8, number.exact().normalize()))
}

fn of_text(text: &str) -> u64 {
    hashed(&(2_u8, text))
}

/// The same on both targets: the hasher has no random start.
fn hashed(value: &impl Hash) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
