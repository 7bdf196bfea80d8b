//! Does a thing once typing has paused.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

/// Keeps the last wish and fulfils it after a pause.
#[derive(Clone, Copy)]
pub struct Pause {
    waiting: StoredValue<Option<TimeoutHandle>>,
    length_ms: u64,
}

impl Pause {
    /// A pause of so many milliseconds.
    pub fn new(length_ms: u64) -> Self {
        Self {
            waiting: StoredValue::new(None),
            length_ms,
        }
    }

    /// Replaces the wish that waits.
    pub fn then(self, wish: impl FnOnce() + 'static) {
        if let Some(handle) = self.waiting.get_value() {
            handle.clear();
        }
        // Without a timer the wish is lost and the next keystroke makes a new one.
        let handle = set_timeout_with_handle(wish, Duration::from_millis(self.length_ms)).ok();
        self.waiting.set_value(handle);
    }
}
