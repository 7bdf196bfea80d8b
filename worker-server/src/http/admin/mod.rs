//! The pages of the administrator, on an address of their own: queue, accounts, failures, counters.

mod accounts;
mod entry;
mod layout;
mod router;
mod troubles;

pub use router::router;
