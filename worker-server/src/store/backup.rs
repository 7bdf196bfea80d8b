//! Copies of an SQLite database: of one instant while a server works, and back.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use sqlx::Connection as _;

use super::dialect::{Connection, Dialect};
use super::{Error, Lock, Result};

/// Beside the file of a database SQLite keeps these.
const COMPANIONS: [&str; 3] = ["", "-wal", "-shm"];

/// Copies the database into a new file. A server may go on working; the copy is of one instant.
///
/// # Errors
/// [`Error::Backup`] when the database is not SQLite, the file exists, or there is no room for it.
pub async fn back_up(url: &str, target: &Path) -> Result<()> {
    let source = file_of(url)?;
    if !source.exists() {
        return refused(format!("{} does not exist", source.display()));
    }
    if target.exists() {
        return refused(format!("{} exists; name another file", target.display()));
    }
    let unfinished = beside(target, ".part");
    let _left_by_a_broken_copy = fs::remove_file(&unfinished);
    let mut reader = Dialect::Sqlite.reader(url).await?;
    let copy = sqlx::query("vacuum into $1").bind(unfinished.display().to_string());
    copy.execute(&mut reader).await?;
    reader.close().await?;
    settle(&unfinished, target)
}

/// Puts a copy in the place of the database, which is kept beside it if `replace` allows that there is one.
/// The answer names the file where the former database stands.
///
/// # Errors
/// [`Error::Backup`] when the copy is damaged, of a newer version, or not of this program, or when the database exists;
/// [`Error::Taken`] when a server works on it. Nothing has changed then.
pub async fn restore(url: &str, copy: &Path, replace: bool) -> Result<Option<PathBuf>> {
    let target = file_of(url)?;
    if target.exists() && !replace {
        return refused(format!(
            "{} exists; with --replace it is kept under another name",
            target.display()
        ));
    }
    let _nobody_works_on_it = Lock::take(url).await?;
    let new = beside(&target, ".restored");
    let _left_by_a_broken_copy = fs::remove_file(&new);
    fs::copy(copy, &new).map_err(sqlx::Error::Io)?;
    if let Err(error) = examine(&new).await {
        let _not_wanted = remove(&new);
        return Err(error);
    }
    let former = match target.exists() {
        true => Some(put_aside(&target)?),
        false => None,
    };
    settle(&new, &target)?;
    Ok(former)
}

/// Whether the file is a whole database of a version that this program knows.
async fn examine(file: &Path) -> Result<()> {
    let url = format!("sqlite:{}", file.display());
    let found = match Dialect::Sqlite.reader(&url).await {
        Ok(mut reader) => examine_with(&mut reader).await,
        Err(error) => Err(error),
    };
    match found {
        Ok(None) => Ok(()),
        Ok(Some(why)) => refused(why),
        Err(error) => refused(format!("the copy can't be read: {error}")),
    }
}

/// What is wrong with it, if anything is.
async fn examine_with(reader: &mut Connection) -> std::result::Result<Option<String>, sqlx::Error> {
    let check: String = sqlx::query_scalar("pragma integrity_check(1)")
        .fetch_one(&mut *reader)
        .await?;
    if check != "ok" {
        return Ok(Some(format!("the copy is damaged: {check}")));
    }
    let version: Option<i64> = sqlx::query_scalar("select max(version) from _sqlx_migrations")
        .fetch_one(&mut *reader)
        .await?;
    let own = Dialect::Sqlite.version();
    let newer = version.is_some_and(|version| version > own);
    let text = "the copy was made by a newer version of this program; install that one";
    Ok(newer.then(|| text.to_owned()))
}

/// Renames the database and what SQLite keeps beside it, so that it can be opened under the new name.
fn put_aside(database: &Path) -> Result<PathBuf> {
    let former = (1_u32..)
        .map(|number| beside(database, &format!(".before-{number}")))
        .find(|path| !path.exists())
        .unwrap_or_else(|| beside(database, ".before"));
    for companion in COMPANIONS {
        let file = beside(database, companion);
        if file.exists() {
            fs::rename(&file, beside(&former, companion)).map_err(sqlx::Error::Io)?;
        }
    }
    Ok(former)
}

/// Gives a written file its name once all of it is on the disk.
fn settle(written: &Path, name: &Path) -> Result<()> {
    let on_disk = || {
        File::open(written)?.sync_all()?;
        fs::rename(written, name)?;
        match name.parent().filter(|folder| folder.is_dir()) {
            Some(folder) => File::open(folder)?.sync_all(),
            None => File::open(".")?.sync_all(),
        }
    };
    on_disk().map_err(|error| sqlx::Error::Io(error).into())
}

fn remove(database: &Path) -> std::io::Result<()> {
    COMPANIONS
        .iter()
        .try_for_each(|companion| match beside(database, companion) {
            file if file.exists() => fs::remove_file(file),
            _ => Ok(()),
        })
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}{ending}", file.display()))
}

fn file_of(url: &str) -> Result<PathBuf> {
    match super::lock::file_of(url) {
        Some(path) => Ok(PathBuf::from(path)),
        None => refused(
            "this is for SQLite; PostgreSQL has pg_dump and pg_restore (docs/operating.md)"
                .to_owned(),
        ),
    }
}

fn refused<T>(why: String) -> Result<T> {
    Err(Error::Backup(why))
}
