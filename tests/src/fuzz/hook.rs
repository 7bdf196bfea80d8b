//! Bodies of hooks: amoCRM's own become events, foreign ones variables; nothing grows beyond measure.

use std::fs;

use anyhow::{Result, ensure};
use engine::payload::{Payload, Received};

use super::inputs;
use crate::workspace;

/// What a byte of a body may become in events: short items carry the account's names.
const GROWTH: usize = 200;
/// What an empty body may become.
const LEAST: usize = 4096;

/// Bodies as amoCRM sends them, and foreign ones.
pub fn inputs() -> Result<Vec<Vec<u8>>> {
    let mut bodies = inputs::at("/payload/body")?;
    for entry in fs::read_dir(workspace().join("tests/fixtures/hooks"))? {
        bodies.push(fs::read(entry?.path())?);
    }
    Ok(bodies)
}

pub fn attempt(bytes: &[u8]) -> Result<()> {
    let events = intake::decode(bytes);
    ensure!(events == intake::decode(bytes), "decoded twice differs");
    let saved = serde_json::to_vec(&events)?;
    ensure!(
        saved.len() <= LEAST + bytes.len() * GROWTH,
        "{} bytes of {}",
        saved.len(),
        bytes.len()
    );
    let again: Vec<intake::Event> = serde_json::from_slice(&saved)?;
    ensure!(again == events, "saved and read again differs");
    let digests =
        |events: &[intake::Event]| events.iter().map(|it| it.digest()).collect::<Vec<_>>();
    ensure!(digests(&again) == digests(&events), "other digests");
    let query = String::from_utf8_lossy(bytes);
    for content_type in ["application/json", "application/x-www-form-urlencoded", ""] {
        Payload::read(Received {
            query: &query,
            content_type,
            body: bytes,
        });
    }
    Ok(())
}
