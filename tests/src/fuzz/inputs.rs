//! What the golden cases ask, as inputs to begin with.

use anyhow::{Result, ensure};
use serde_json::Value as Json;

use crate::case;

/// Everything at this place of the requests, each once.
pub fn at(pointer: &str) -> Result<Vec<Vec<u8>>> {
    let mut texts = Vec::new();
    for case in case::files()?.iter().flat_map(|file| &file.cases) {
        for request in case.requests()? {
            texts.extend(request.pointer(pointer).map(|json| match json {
                Json::String(text) => text.clone().into_bytes(),
                other => other.to_string().into_bytes(),
            }));
        }
    }
    texts.sort();
    texts.dedup();
    ensure!(texts.len() > 20, "{pointer}: only {} inputs", texts.len());
    Ok(texts)
}
