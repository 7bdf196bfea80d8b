//! Facts: read whole or only what is wanted of them, they are the same or both are refused.

use std::sync::Arc;

use anyhow::{Result, ensure};
use engine::{Snapshot, snapshot::Wanted};

use super::inputs;

pub fn inputs() -> Result<Vec<Vec<u8>>> {
    inputs::at("/eval/facts")
}

pub fn attempt(bytes: &[u8]) -> Result<()> {
    let text = String::from_utf8_lossy(bytes);
    let whole = Snapshot::from_json(&text);
    let wanted = Snapshot::wanted(text.as_bytes(), &Wanted::default(), &Arc::default());
    if let (Ok(whole), Ok(wanted)) = (&whole, &wanted) {
        ensure!(
            whole.now == wanted.now,
            "{} is not {}",
            wanted.now,
            whole.now
        );
        engine::render("{{lead.name}} {{contact.phone}} {{lead.cf(101)}}", whole);
    }
    ensure!(whole.is_err() || wanted.is_ok(), "only the whole is read");
    Ok(())
}
