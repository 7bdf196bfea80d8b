//! The engine behind one function from JSON to JSON, the same natively and as a WebAssembly module.
//!
//! The golden cases ask [`answer`] on both targets and compare bytes.
//! There is no binding layer in between: what differs can only be the engine.

mod answer;
#[cfg(target_arch = "wasm32")]
mod door;

pub use answer::answer;
