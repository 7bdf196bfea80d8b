//! Paths that a page of documentation names: links, and files and folders in backticks.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

/// Pages that speak of the tree.
const PAGES: [&str; 5] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "docs/facts.md",
    "docs/performance.md",
];

/// What tests and builds write, so it is not there in a fresh copy.
const MADE: [&str; 2] = ["tests/out", "target"];

/// Every path that a page names and the workspace does not hold, with its page.
pub fn missing() -> Result<Vec<String>> {
    let root = tests::workspace();
    let folders = folders(&root)?;
    let mut missing = Vec::new();
    for page in PAGES {
        let text = fs::read_to_string(root.join(page)).with_context(|| format!("read {page}"))?;
        let here = Path::new(page).parent().unwrap_or(Path::new(""));
        let links = links(&text).map(|link| (here.join(link), link));
        let paths = paths(&text, &folders).map(|path| (path.into(), path));
        let mut named: Vec<_> = links.chain(paths).collect();
        ensure!(
            page != "ARCHITECTURE.md" || named.len() > 10,
            "no paths found"
        );
        named.retain(|(path, _)| !root.join(path).exists());
        missing.extend(named.iter().map(|(_, name)| format!("  {page}: {name}")));
    }
    Ok(missing)
}

/// Names of the folders in the root, where a path begins.
fn folders(root: &Path) -> Result<Vec<String>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(folders)
}

/// Targets of Markdown links within the repository.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text
        .split("](")
        .skip(1)
        .filter_map(|after| after.split(')').next());
    let targets = targets.map(|target| target.split('#').next().unwrap_or_default());
    targets.filter(|target| !target.is_empty() && !target.contains(':'))
}

/// Words in backticks that begin with a folder of the root; `<name>` and `*` stand for many paths.
fn paths<'a>(text: &'a str, folders: &'a [String]) -> impl Iterator<Item = &'a str> {
    let prose = text.split("```").step_by(2);
    let quoted = prose.flat_map(|part| part.split('`').skip(1).step_by(2));
    let words = quoted.flat_map(str::split_whitespace);
    words.filter(|word| {
        let first = word.split('/').next().unwrap_or_default();
        let is_made = MADE.iter().any(|made| word.starts_with(made));
        let is_one = !word.contains(['<', '*', '…', '{']);
        word.contains('/') && is_one && !is_made && folders.iter().any(|it| it == first)
    })
}
