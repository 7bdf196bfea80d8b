//! Files of cases: found, divided at `---`, and rewritten by `UPDATE=1`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::Value as Json;

use super::{Case, Object};

/// A file with its cases, in order.
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// What it holds.
    pub cases: Vec<Case>,
}

/// Every file of `tests/cases/*/`, in the order of names.
///
/// # Errors
/// When a file can't be read or is not YAML; the message names file and case.
pub fn files() -> Result<Vec<File>> {
    let root = crate::workspace().join("tests/cases");
    let mut paths = Vec::new();
    for folder in entries(&root)?.into_iter().filter(|path| path.is_dir()) {
        let inside = entries(&folder)?;
        paths.extend(
            inside
                .into_iter()
                .filter(|path| path.extension().is_some_and(|it| it == "yaml")),
        );
    }
    paths.into_iter().map(File::read).collect()
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("read {}", folder.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry?.path());
    }
    paths.sort();
    Ok(paths)
}

impl File {
    fn read(path: PathBuf) -> Result<Self> {
        let text = fs::read_to_string(&path)?;
        let mut cases = Vec::new();
        for (index, part) in parts(&text).iter().enumerate() {
            let place = || format!("{}, case {}", path.display(), index + 1);
            let body: Object = serde_saphyr::from_str(part).with_context(place)?;
            let name = super::text(&body, "name").with_context(place)?.to_owned();
            cases.push(Case { name, body });
        }
        Ok(Self { path, cases })
    }

    /// The path from `tests/cases`.
    pub fn label(&self) -> String {
        let root = crate::workspace().join("tests/cases");
        let inside = self.path.strip_prefix(root).unwrap_or(&self.path);
        inside.display().to_string()
    }

    /// Puts what came out into the place of what a case expected.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn rewrite(&self, results: &[Object]) -> Result<()> {
        let text = fs::read_to_string(&self.path)?;
        let mut parts = parts(&text);
        for ((part, case), result) in parts.iter_mut().zip(&self.cases).zip(results) {
            for (key, value) in result {
                if case.body.get(key) != Some(value) {
                    *part = with(part, key, value);
                }
            }
            for key in case
                .expected()?
                .keys()
                .filter(|key| !result.contains_key(*key))
            {
                *part = without(part, key);
            }
        }
        Ok(fs::write(&self.path, parts.join("---\n"))?)
    }
}

/// The cases of a file as they are written.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for line in text.lines() {
        if line.trim_end() == "---" {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push_str(line);
            part.push('\n');
        }
    }
    parts
}

/// The case with another value of a key, at the place of the old one or at the end.
fn with(part: &str, key: &str, value: &Json) -> String {
    let written = yaml(key, value);
    match section(part, key) {
        Some((from, to)) => format!("{}{written}{}", &part[..from], &part[to..]),
        None => format!("{part}{written}"),
    }
}

fn without(part: &str, key: &str) -> String {
    match section(part, key) {
        Some((from, to)) => format!("{}{}", &part[..from], &part[to..]),
        None => part.to_owned(),
    }
}

/// From the line of a key to the line of the next one.
fn section(part: &str, key: &str) -> Option<(usize, usize)> {
    let mut from = None;
    let mut at = 0;
    for line in part.split_inclusive('\n') {
        let is_key = line.starts_with(|first: char| first.is_ascii_alphabetic() || first == '#');
        match from {
            Some(from) if is_key => return Some((from, at)),
            None if line.starts_with(&format!("{key}:")) => from = Some(at),
            _ => {}
        }
        at += line.len();
    }
    from.map(|from| (from, at))
}

/// A key with its value: lists one element a line, what is small enough as JSON, which is YAML too.
pub fn yaml(key: &str, value: &Json) -> String {
    match value {
        Json::Array(list) if !list.is_empty() => {
            let items: String = list.iter().map(item).collect();
            format!("{key}:\n{items}")
        }
        _ => format!("{key}: {value}\n"),
    }
}

/// An element of a list; a map that holds lists is written over several lines.
fn item(value: &Json) -> String {
    let map = value.as_object();
    let Some(map) = map.filter(|map| map.values().any(|value| value.is_array())) else {
        return format!("  - {value}\n");
    };
    let keys: String = map.iter().map(|(key, value)| yaml(key, value)).collect();
    let lines = keys.lines().enumerate();
    let indented = lines.map(|(index, line)| {
        let bullet = if index == 0 { "  - " } else { "    " };
        format!("{bullet}{line}\n")
    });
    indented.collect()
}
