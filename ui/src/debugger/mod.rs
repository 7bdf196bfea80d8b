//! The debugger: runs of a scenario, and an opened run with every row and both its sides.

mod block;
mod bracket;
mod effect;
mod found;
mod list;
mod opened;
mod row;
mod same;

pub use found::Found;
pub use list::RunList;
pub use opened::Opened;
