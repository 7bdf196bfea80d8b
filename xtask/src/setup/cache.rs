//! The folder of installed tools: one sub-folder per tool and version, complete or absent.

use std::env;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};

/// `$XDG_CACHE_HOME/triggers`, or `~/.cache/triggers`.
pub struct Cache {
    root: PathBuf,
}

impl Cache {
    /// Finds the folder and makes sure that it exists.
    pub fn open() -> Result<Self> {
        let root = location(
            env::var_os("XDG_CACHE_HOME").map(Into::into),
            env::home_dir(),
        )
        .context("there is no place for tools: set XDG_CACHE_HOME or HOME to a folder")?;
        fs::create_dir_all(&root).with_context(|| {
            format!(
                "{} can't be written: set XDG_CACHE_HOME to another folder",
                root.display()
            )
        })?;
        Ok(Self { root })
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of a tool; `fill` installs into it if it is not there yet.
    ///
    /// A tool is installed aside and renamed into place, so an interrupted set-up leaves
    /// nothing that looks finished. Two set-ups at once wait for each other.
    pub fn install(
        &self,
        name: &str,
        version: &str,
        fill: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<PathBuf> {
        let place = self.root.join(format!("{name}-{version}"));
        if place.exists() {
            return Ok(place);
        }
        let _lock = self.lock()?;
        if place.exists() {
            return Ok(place);
        }
        println!("set-up: {name} {version} is missing, installing it once for this user");
        let start = Instant::now();
        let aside = self.root.join(format!(".{name}-{version}"));
        // Left over from a set-up that was killed: we hold the lock, so nobody is filling it.
        if aside.exists() {
            fs::remove_dir_all(&aside)?;
        }
        fs::create_dir(&aside)?;
        let filled = fill(&aside).with_context(|| format!("{name} {version} can't be installed"));
        if filled.is_err() {
            fs::remove_dir_all(&aside)?;
        }
        filled?;
        fs::rename(&aside, &place)?;
        println!(
            "set-up: {name} {version} took {} s",
            start.elapsed().as_secs()
        );
        Ok(place)
    }

    /// Waits until no other set-up of this user is installing.
    pub fn lock(&self) -> Result<File> {
        let file = File::create(self.root.join("lock"))?;
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => println!("set-up: waiting for another set-up"),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        file.lock()?;
        Ok(file)
    }
}

/// A relative XDG folder is to be ignored, says the XDG specification.
fn location(xdg: Option<PathBuf>, home: Option<PathBuf>) -> Option<PathBuf> {
    let base = xdg
        .filter(|path| path.is_absolute())
        .or_else(|| Some(home?.join(".cache")))?;
    Some(base.join("triggers"))
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    fn scratch(name: &str) -> Cache {
        let root = env::temp_dir().join(format!("triggers-cache-{name}-{}", std::process::id()));
        fs::create_dir_all(&root).expect("the temporary folder is writable");
        Cache { root }
    }

    #[test]
    fn the_cache_follows_xdg_and_falls_back_to_home() {
        let home = || Some(PathBuf::from("/home/anna"));
        assert_eq!(
            location(Some("/big".into()), home()),
            Some("/big/triggers".into())
        );
        assert_eq!(
            location(None, home()),
            Some("/home/anna/.cache/triggers".into())
        );
        let relative = location(Some("here".into()), home());
        assert_eq!(relative, Some("/home/anna/.cache/triggers".into()));
        assert_eq!(location(None, None), None);
    }

    #[test]
    fn a_tool_is_installed_once_per_version() {
        let cache = scratch("once");
        let mut fills = 0;
        for version in ["1", "1", "2"] {
            let fill = |folder: &Path| {
                fills += 1;
                Ok(fs::write(folder.join("tool"), version)?)
            };
            let place = cache
                .install("tool", version, fill)
                .expect("it can be installed");
            assert_eq!(
                fs::read_to_string(place.join("tool")).ok().as_deref(),
                Some(version)
            );
        }
        assert_eq!(fills, 2);
        fs::remove_dir_all(cache.root).expect("the test made it");
    }

    #[test]
    fn a_failed_installation_leaves_nothing_behind() {
        let cache = scratch("failed");
        let error = cache
            .install("tool", "1", |_| bail!("no network"))
            .expect_err("it failed");
        assert_eq!(
            format!("{error:#}"),
            "tool 1 can't be installed: no network"
        );
        let left: Vec<_> = fs::read_dir(&cache.root)
            .expect("it exists")
            .flatten()
            .collect();
        assert!(
            left.iter().all(|entry| entry.file_name() == "lock"),
            "{left:?}"
        );
        fs::remove_dir_all(cache.root).expect("the test made it");
    }
}
