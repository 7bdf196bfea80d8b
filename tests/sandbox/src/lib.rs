//! An amoCRM on this machine: API v4 and account web hooks over HTTP, with a small web page of
//! deals. The product talks to it as to the real one and never knows.
//!
//! ```text
//! call ─► auth, limiter ─► resources ─► write ─► state
//!                                        ├─► history (the feed of events)
//!                                        └─► hooks ─► dispatcher ─► destinations
//! ```
//!
//! `resources` has one file per method group, `hooks` one per layout, `host` the pages of the
//! people who work in the account, and `seed` what the account holds at the start.

mod answer;
mod auth;
mod call;
mod checks;
mod clock;
mod envelope;
mod faults;
mod fields;
mod hooks;
mod host;
mod jwt;
mod kind;
mod limiter;
mod model;
mod options;
mod query;
mod resources;
mod seed;
mod server;
mod state;
mod write;

pub use options::{Data, Options};
pub use server::serve;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks; a panic of another call does not end the sandbox.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
