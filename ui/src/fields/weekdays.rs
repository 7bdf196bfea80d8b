//! Days of the week.

use leptos::prelude::*;

use super::{slot::Slot, ticks::ticks};
use crate::texts::editor;

/// Seven tick boxes; the ticked days are stored as numbers, 1 = Monday.
pub(super) fn weekdays(slot: Slot) -> impl IntoView {
    let words = editor();
    let days = [
        words.monday,
        words.tuesday,
        words.wednesday,
        words.thursday,
        words.friday,
        words.saturday,
        words.sunday,
    ];
    ticks(slot, (1_u8..).zip(days).collect())
}
