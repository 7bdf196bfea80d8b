//! Several of given codes.

use leptos::prelude::*;

use super::{slot::Slot, ticks::ticks};

/// Tick boxes; the ticked codes are stored as a list.
pub(super) fn choices(
    slot: Slot,
    options: &'static [(&'static str, &'static str)],
) -> impl IntoView {
    ticks(slot, options.to_vec())
}
