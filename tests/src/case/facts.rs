//! The facts of a case: its own over those of the account that all cases share.

use std::{fs, sync::OnceLock};

use anyhow::{Context, Result};
use serde_json::Value as Json;

use super::Object;

/// The facts of a case: its own, if it has any, over the shared ones.
///
/// # Errors
/// As [`over_shared`].
pub fn of(body: &Object) -> Result<Json> {
    match body.get("facts") {
        Some(own) => over_shared(own),
        None => Ok(Json::Object(shared()?.clone())),
    }
}

/// Facts over those of the shared account: a key that is given replaces the shared one.
///
/// # Errors
/// When they are no map, or the shared account can't be read.
pub fn over_shared(own: &Json) -> Result<Json> {
    let mut facts = shared()?.clone();
    facts.extend(own.as_object().context("facts must be a map")?.clone());
    Ok(Json::Object(facts))
}

/// `tests/cases/account.yaml`.
fn shared() -> Result<&'static Object> {
    static SHARED: OnceLock<Object> = OnceLock::new();
    if let Some(shared) = SHARED.get() {
        return Ok(shared);
    }
    let path = crate::workspace().join("tests/cases/account.yaml");
    let text = fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
    let facts = serde_saphyr::from_str(&text).with_context(|| format!("in {}", path.display()))?;
    Ok(SHARED.get_or_init(|| facts))
}
