//! Counts what proofs do, so that tests tell how it grows.

use std::cell::Cell;

thread_local! {
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// Adds steps.
pub(super) fn add(steps: usize) {
    STEPS.set(STEPS.get().saturating_add(steps));
}

/// The steps since it was asked last.
pub(in crate::check) fn taken() -> usize {
    STEPS.take()
}
