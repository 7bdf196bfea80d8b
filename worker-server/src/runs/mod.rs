//! The story of a run: which scenarios start, which facts a step sees, what it decides.

mod context;
mod counts;
mod delayed;
mod error;
mod launch;
mod own;
mod pipeline;
mod planner;
mod record;
mod snapshot;
mod start;
mod step;
mod together;
mod twins;
mod verdict;

pub use error::Error;
pub use launch::launch;
pub use planner::{Plan, Planner};
pub use start::start;
pub use step::{Step, step};
pub use together::{Weight, steps, weight};
