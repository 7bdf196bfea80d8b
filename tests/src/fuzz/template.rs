//! Templates: rendered twice and prepared they give the same, and never more than they may.

use anyhow::{Result, ensure};

use super::{alike, inputs, on_account};

/// Bytes of a rendered text (5.1).
const MAX_BYTES: usize = 1 << 20;
/// Problems that are told of one template, with one that says there are more.
const MAX_PROBLEMS: usize = 101;

pub fn inputs() -> Result<Vec<Vec<u8>>> {
    inputs::at("/render/template")
}

pub fn attempt(bytes: &[u8]) -> Result<()> {
    let text = String::from_utf8_lossy(bytes);
    on_account(|facts| {
        let rendered = engine::render(&text, facts);
        ensure!(rendered == engine::render(&text, facts), "twice differs");
        ensure!(
            rendered.text.len() <= MAX_BYTES,
            "{} bytes",
            rendered.text.len()
        );
        let count = rendered.problems.len();
        ensure!(count <= MAX_PROBLEMS, "{count} problems");
        alike::rendered(&text, facts)
    })
}
