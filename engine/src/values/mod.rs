//! The catalogue of values: what a side of a condition and a `{{…}}` of a template can name.
//!
//! Each family is a table of [`Entry`] in a file of its own; [`families`] lists the tables.
//! A [`Path`] is a reference to an entry as text; [`Path::read`] looks it up in a snapshot.

mod account;
mod call;
mod channels;
mod choices;
mod client;
mod company;
mod constants;
mod contact;
mod context;
mod current_user;
mod deals;
mod dialogue;
mod entry;
mod field;
mod lead;
mod message;
mod names;
mod note;
mod now;
mod path;
mod previous;
mod products;
mod properties;
mod random;
mod reader;
mod task;
mod tasks;
mod users;
mod variables;

pub use choices::{Choice, choices};
pub use constants::constant;
pub use entry::{Argument, Before, Entry, Group, Literal, Need};
pub use path::{Path, Usage};
pub use reader::{Reader, Reading};

/// Every table of values, in the order of the pickers.
pub fn families() -> &'static [&'static [Entry]] {
    static FAMILIES: [&[Entry]; 34] = [
        constants::ENTRIES,
        now::ENTRIES,
        random::ENTRIES,
        lead::COMMON,
        lead::ENTRIES,
        lead::PREVIOUS,
        lead::DIALOGUE,
        products::ENTRIES,
        contact::COMMON,
        contact::CHANNELS,
        contact::ENTRIES,
        contact::PREVIOUS,
        contact::DIALOGUE,
        contact::DEALS,
        company::COMMON,
        company::CHANNELS,
        company::ENTRIES,
        company::PREVIOUS,
        company::DIALOGUE,
        company::DEALS,
        client::COMMON,
        client::CHANNELS,
        task::ENTRIES,
        note::ENTRIES,
        call::ENTRIES,
        message::ENTRIES,
        client::PREVIOUS,
        client::DIALOGUE,
        client::DEALS,
        variables::ENTRIES,
        context::ENTRIES,
        users::ENTRIES,
        current_user::ENTRIES,
        account::ENTRIES,
    ];
    &FAMILIES
}

/// Every value, in the order of the pickers.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    families().iter().copied().flatten()
}

#[cfg(test)]
mod tests;
