//! Ctrl-C and SIGTERM as a flag, so that a task can stop what it has started.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// Takes over Ctrl-C and SIGTERM for the rest of the program.
pub fn watch() -> Result<()> {
    ctrlc::set_handler(|| REQUESTED.store(true, Ordering::SeqCst))
        .context("Ctrl-C can't be handled")
}

/// Whether somebody asked to stop.
pub fn requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}
