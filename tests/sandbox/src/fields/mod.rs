//! Custom field values: what may be written and what is read back.

mod choice;
mod values;
mod write;

pub use values::{compare, read};
pub use write::draft;
