//! What several pages share: session, address, dictionaries of the account, the edited scenario.

mod account;
mod host;
mod nav;
mod screen;
mod session;

pub mod brackets;
pub mod draft;
pub mod edits;
pub mod history;
pub mod operands;
pub mod preview;

pub use account::{Account, OwnScenarios};
pub use nav::Nav;
pub use preview::Preview;
pub use screen::Screen;
pub use session::{Phase, Session};
