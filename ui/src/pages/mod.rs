//! One page per screen: they own requests and pass signals down.

mod conflict;
mod create;
mod rename;
mod runs;
mod scenario;
mod scenarios;
mod scenarios_table;
mod statistics;
mod stop;
mod waiting;
mod waiting_ask;
mod waiting_table;

pub use runs::Runs;
pub use scenario::Scenario;
pub use scenarios::Scenarios;
pub use statistics::Statistics;
pub use waiting::Waiting;

use crate::{api::Error, texts::frame};

/// What happened and what to do, in words.
pub fn error_text(error: &Error) -> String {
    let words = frame();
    match error {
        Error::Offline => words.offline.to_owned(),
        Error::Expired => words.expired.to_owned(),
        Error::Unreadable => words.unreadable.to_owned(),
        Error::Conflict(text) | Error::Problems(text, _) | Error::Refused(text) => text.clone(),
    }
}
