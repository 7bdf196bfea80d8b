//! What the server answers: hooks, the panel's interface, the panel itself.

mod admin;
mod bot_token;
mod bots;
mod connections;
mod crm;
mod error;
mod headers;
mod hooks;
mod input;
mod limits;
mod panel;
mod qr;
mod router;
mod runs;
mod scenarios;
mod session;
mod starts;
mod statistics;
mod timetable;
mod token;
mod variables;
mod waiting;

pub use admin::router as admin;
pub use connections::serve;
pub use router::router;
