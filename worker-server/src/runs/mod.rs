//! The story of a run: which scenarios start, which facts a step sees, what it decides.

mod context;
mod delayed;
mod error;
mod launch;
mod own;
mod pipeline;
mod snapshot;
mod start;
mod step;

pub use error::Error;
pub use launch::launch;
pub use start::{Plan, plan, start};
pub use step::{Step, step};
