//! The story of a run: which scenarios start, which facts a step sees, what it decides.

mod context;
mod delayed;
mod error;
mod launch;
mod own;
mod pipeline;
mod record;
mod snapshot;
mod start;
mod step;
mod together;
mod twins;

pub use error::Error;
pub use launch::launch;
pub use start::{Plan, Planner, start};
pub use step::{Step, step};
pub use together::{is_light, steps};
