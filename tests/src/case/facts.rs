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
/// `like: deal` takes the facts of `tests/cases/deal.yaml` first.
///
/// # Errors
/// When they are no map, or the shared account can't be read.
pub fn over_shared(own: &Json) -> Result<Json> {
    let mut own = own.as_object().context("facts must be a map")?.clone();
    let mut facts = shared()?.clone();
    if let Some(like) = own.remove("like") {
        let name = like.as_str().context("`like` names a file of facts")?;
        facts.extend(read(&format!("{name}.yaml"))?);
    }
    facts.extend(own);
    Ok(Json::Object(facts))
}

/// `tests/cases/account.yaml`.
fn shared() -> Result<&'static Object> {
    static SHARED: OnceLock<Object> = OnceLock::new();
    if let Some(shared) = SHARED.get() {
        return Ok(shared);
    }
    let facts = read("account.yaml")?;
    Ok(SHARED.get_or_init(|| facts))
}

/// A file of facts beside the folders of cases.
fn read(name: &str) -> Result<Object> {
    let path = crate::workspace().join("tests/cases").join(name);
    let text = fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
    serde_saphyr::from_str(&text).with_context(|| format!("in {}", path.display()))
}
