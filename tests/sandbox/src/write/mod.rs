//! The way of a write: an item is read into a draft, drafts are saved, changes are told.
//!
//! The API and the host page both come this way, so that hooks and history follow every edit.

mod draft;
mod history;
mod save;
mod stage;
mod tags;

pub use draft::{Draft, author, read};
pub use history::{Entry, record};
pub use save::{create, erase, restore, update};
