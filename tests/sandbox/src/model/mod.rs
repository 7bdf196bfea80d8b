//! What the account holds, as plain data.

mod action;
mod bot;
mod card;
mod field;
mod link;
mod pipeline;
mod task;
mod user;

pub use action::Action;
pub use bot::{Bot, Said, Waiting};
pub use card::{Card, Tag};
pub use field::{Choice, Field, Group, Owner, PASSED_THROUGH};
pub use link::{End, Link, Links, Metadata};
pub use pipeline::{LOST, Pipeline, Stage, WON};
pub use task::{Note, Task};
pub use user::User;
