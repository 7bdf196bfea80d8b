//! Look-ups of the host for peers that let rules call functions of it.

use crate::limit::Deal;

/// Whether a list field has one of these options.
pub fn enum_in(deal: &Deal, field: i64, mut ids: impl Iterator<Item = i64>) -> bool {
    let field = deal.fields.get(&field.cast_unsigned());
    field.is_some_and(|it| ids.any(|id| it.enums.contains(&id.cast_unsigned())))
}

/// Whether a text field is this.
pub fn text_is(deal: &Deal, field: i64, text: &str) -> bool {
    let field = deal.fields.get(&field.cast_unsigned());
    field.is_some_and(|it| it.text.as_deref() == Some(text))
}

/// Whether a number field is above this.
pub fn number_over(deal: &Deal, field: i64, number: i64) -> bool {
    let field = deal.fields.get(&field.cast_unsigned());
    field.is_some_and(|it| it.number.is_some_and(|own| own > number))
}

/// Whether the deal has a tag.
pub fn tagged(deal: &Deal, tag: &str) -> bool {
    deal.tags.iter().any(|own| own == tag)
}
