//! Values as lists: what the modifiers of lists share.

use crate::{Fact, fact};

/// The elements of a set, or of a text with commas or lines between them.
pub(super) fn elements(value: &Fact) -> Vec<Fact> {
    match value {
        Fact::Set(elements) => elements.clone(),
        other => {
            let text = other.text();
            let parts = fact::elements(&text);
            parts.map(|it| Fact::Dynamic(it.to_owned())).collect()
        }
    }
}
