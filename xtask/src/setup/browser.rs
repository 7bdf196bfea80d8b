//! The browser of the tests: what the machine has, or Debian's package.

use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::apt;

/// Names under which a usable browser is known.
const NAMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// The path of Chromium; installed by apt where that is possible.
pub fn ensure() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROMIUM").map(PathBuf::from) {
        return if path.is_file() {
            Ok(path)
        } else {
            bail!("CHROMIUM names no file")
        };
    }
    if let Some(path) = installed() {
        return Ok(path);
    }
    println!("set-up: no Chromium on this machine, asking apt for it");
    apt::install(&["chromium"]).context(
        "the browser tests need Chromium. Install it (`sudo apt-get install chromium`, or any \
         Chrome), or set CHROMIUM to the path of one",
    )?;
    installed().context("apt has installed Chromium, but it is not on PATH; set CHROMIUM")
}

fn installed() -> Option<PathBuf> {
    find(NAMES, &env::var_os("PATH")?)
}

fn find(names: &[&str], path: &OsStr) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = env::split_paths(path).collect();
    names.iter().find_map(|name| {
        folders
            .iter()
            .map(|folder| folder.join(name))
            .find(|file| file.is_file())
    })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn the_first_known_name_on_the_path_wins() {
        let folder = env::temp_dir().join(format!("triggers-path-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("the temporary folder is writable");
        let path = env::join_paths([Path::new("/nowhere"), &folder]).expect("no colon in them");
        assert_eq!(find(NAMES, &path), None);
        fs::write(folder.join("google-chrome"), "").expect("the folder is writable");
        assert_eq!(find(NAMES, &path), Some(folder.join("google-chrome")));
        fs::write(folder.join("chromium"), "").expect("the folder is writable");
        assert_eq!(find(NAMES, &path), Some(folder.join("chromium")));
        fs::remove_dir_all(folder).expect("the test made it");
    }
}
