//! Tidiness of the code: file headers, sizes, names, layers, and lists that hold every file of their folder.

#[path = "tidy/layers.rs"]
mod layers;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

const MAX_LINES: usize = 500;
const NAMES_OF_NOTHING: [&str; 4] = ["utils", "helpers", "common", "misc"];
const CATALOGUES: [&str; 5] = ["events", "modifiers", "operators", "triggers", "values"];

#[test]
fn every_file_says_what_it_is_for() -> Result<()> {
    complain("files that do not begin with a `//!` sentence", |source| {
        let opens = source
            .text
            .lines()
            .next()
            .is_some_and(|line| line.starts_with("//! "));
        (!opens).then(String::new)
    })
}

#[test]
fn no_file_is_too_long_to_be_read() -> Result<()> {
    complain("files above 500 lines", |source| {
        let lines = source.text.lines().count();
        (lines > MAX_LINES).then(|| format!("{lines} lines"))
    })
}

#[test]
fn every_file_is_named_after_what_is_inside() -> Result<()> {
    complain("names that say nothing", |source| {
        let stem = source.path.file_stem().and_then(|stem| stem.to_str())?;
        NAMES_OF_NOTHING.contains(&stem).then(String::new)
    })
}

#[test]
fn modules_use_only_the_lines_below_their_own() -> Result<()> {
    complain("uses that point up or sideways", |source| {
        let faults = layers::faults(&source.label, &source.text);
        (!faults.is_empty()).then(|| faults.join("; "))
    })
}

#[test]
fn every_file_of_a_catalogue_is_in_its_list() -> Result<()> {
    let mut faults = Vec::new();
    for source in sources()? {
        let inside = CATALOGUES
            .iter()
            .any(|name| source.label.starts_with(&format!("engine/src/{name}/")));
        if inside && !is_listed(&source.path)? {
            faults.push(source.label);
        }
    }
    ensure!(
        faults.is_empty(),
        "not in the list of their folder's mod.rs:\n{}",
        faults.join("\n")
    );
    Ok(())
}

/// A file that no list names is dead, and the compiler, which never sees it, can't tell.
fn is_listed(path: &Path) -> Result<bool> {
    let stem = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .context("a file has a name")?;
    let folder = path.parent().context("a file stands in a folder")?;
    let (list, name) = match stem {
        "mod" => {
            let name = folder.file_name().and_then(|name| name.to_str());
            let above = folder.parent().context("the folder stands in a folder")?;
            (list_of(above), name.unwrap_or_default())
        }
        _ => (list_of(folder), stem),
    };
    let text = fs::read_to_string(&list).with_context(|| format!("read {}", list.display()))?;
    let declaration = format!("mod {name};");
    Ok(text.lines().any(|line| {
        line.trim_start_matches("pub ")
            .trim_start_matches("pub(super) ")
            .trim_start_matches("pub(crate) ")
            == declaration
    }))
}

/// `mod.rs` of a folder, the file of the same name beside it, or `lib.rs` of the crate.
fn list_of(folder: &Path) -> PathBuf {
    let candidates = [folder.join("mod.rs"), folder.with_extension("rs")];
    let list = candidates.into_iter().find(|path| path.exists());
    list.unwrap_or_else(|| folder.join("lib.rs"))
}

struct Source {
    path: PathBuf,
    /// The path from the workspace's folder.
    label: String,
    text: String,
}

/// Every Rust file of the workspace.
fn sources() -> Result<Vec<Source>> {
    let root = tests::workspace();
    let mut paths = Vec::new();
    collect(&root, &mut paths)?;
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path)?;
        let label = path
            .strip_prefix(&root)?
            .to_string_lossy()
            .replace('\\', "/");
        Ok(Source { path, label, text })
    };
    paths.into_iter().map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        let foreign =
            name.starts_with('.') || ["target", "dist", "node_modules", "out"].contains(&&*name);
        if entry.file_type()?.is_dir() && !foreign {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
    Ok(())
}

/// Fails with every file that a rule has something to say about.
fn complain(title: &str, rule: impl Fn(&Source) -> Option<String>) -> Result<()> {
    let sources = sources()?;
    ensure!(sources.len() > 10, "the workspace was not found");
    let tell = |source: &Source| rule(source).map(|fault| format!("  {} {fault}", source.label));
    let faults: Vec<String> = sources.iter().filter_map(tell).collect();
    ensure!(faults.is_empty(), "{title}:\n{}", faults.join("\n"));
    Ok(())
}
