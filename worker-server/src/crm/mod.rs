//! amoCRM: one client per account, with its pace, its errors and its JSON.

mod batch;
mod bots;
mod client;
mod context;
mod error;
mod facts;
mod gather;
mod lookup;
mod pace;
mod reads;
mod refusal;
mod tenure;

pub use batch::Item;
pub use bots::{continue_bot, waiting};
pub use client::{Client, Method, http};
pub use error::Error;
pub use facts::facts;
pub use tenure::Tenure;
