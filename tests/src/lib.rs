//! The harness behind the tests: golden cases with the targets that answer them, and the product as programs.

pub mod case;
pub mod crm;
pub mod fuzz;
pub mod line;
pub mod panel;
pub mod place;
pub mod product;
pub mod program;
pub mod random;
pub mod target;
pub mod trial;
pub mod wire;

use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub fn workspace() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_path_buf()
}

/// Whether expectations and generated documents are to be rewritten: `UPDATE=1`.
pub fn updating() -> bool {
    std::env::var("UPDATE").is_ok_and(|value| value == "1")
}
