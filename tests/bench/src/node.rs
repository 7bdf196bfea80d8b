//! Peers under Node: a script of their own measures them, and their rows join the table.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::resident::Given;

/// A peer and its medians in nanoseconds, by the name of the work in small letters.
#[derive(Deserialize)]
pub struct Row {
    pub name: String,
    pub times: HashMap<String, f64>,
    /// How many blocks pass in all events, told by our module.
    pub passing: Option<usize>,
}

/// Measures the peers under Node, our module among them if it is given; `None` if their packages are not installed.
pub fn rows(data: &Path, given: Option<&Given>) -> Result<Option<Vec<Row>>> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/node"));
    if !folder.join("node_modules").is_dir() {
        return Ok(None);
    }
    let mut node = Command::new("node");
    node.arg(folder.join("peers.mjs")).arg(data);
    if let Some(given) = given {
        node.args([&given.module, &given.file]);
    }
    let output = node.output().context("node does not start")?;
    ensure!(
        output.status.success(),
        "peers under Node: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(Some(serde_json::from_slice(&output.stdout)?))
}
