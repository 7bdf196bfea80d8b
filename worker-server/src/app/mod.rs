//! The running server and the accounts it serves.

mod account;
mod cron;
mod dictionaries;
mod directory;
mod inbox;
mod installation;
mod programs;
mod scenarios;
mod server;
mod vault;

use std::time::{SystemTime, UNIX_EPOCH};

pub use account::Account;
pub use cron::{Mistake, Timetable};
pub use dictionaries::{Dictionaries, Error, Kept};
pub use directory::{Access, connect};
pub use inbox::{Inbox, Pressure, Refused, Waiting, write};
pub use programs::Loaded;
pub use server::Server;
pub use vault::{Closed, Vault};

/// Unix milliseconds.
pub fn now_ms() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
