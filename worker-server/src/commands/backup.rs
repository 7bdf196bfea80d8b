//! `triggers backup` and `triggers restore`: copies of an SQLite database.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::store;

/// Where the copy goes.
#[derive(clap::Args)]
pub struct Backup {
    /// Database: `sqlite:FILE`; the server may go on working
    #[arg(long, env = "TRIGGERS_DATABASE", default_value = "sqlite:triggers.db")]
    database: String,
    /// File that is made
    to: PathBuf,
}

/// Where the copy is.
#[derive(clap::Args)]
pub struct Restore {
    /// Database: `sqlite:FILE`; its server must be stopped
    #[arg(long, env = "TRIGGERS_DATABASE", default_value = "sqlite:triggers.db")]
    database: String,
    /// Keeps a database that is there under another name, and puts the copy in its place
    #[arg(long)]
    replace: bool,
    /// File that `triggers backup` made
    from: PathBuf,
}

/// Copies the database.
pub fn back_up(options: &Backup) -> Result<ExitCode> {
    super::runtime()?.block_on(store::back_up(&options.database, &options.to))?;
    println!(
        "{} is the copy. Keep the key of the secrets with it: {} or TRIGGERS_KEY.",
        options.to.display(),
        key_beside(&options.database)
    );
    Ok(ExitCode::SUCCESS)
}

/// Puts a copy in the place of the database.
pub fn restore(options: &Restore) -> Result<ExitCode> {
    let restored = store::restore(&options.database, &options.from, options.replace);
    let former = super::runtime()?.block_on(restored)?;
    if let Some(former) = former {
        println!("The former database is {}.", former.display());
    }
    println!(
        "{} is restored. What ran after the copy was made is not known any more: runs that were under way then go on.",
        options.database
    );
    Ok(ExitCode::SUCCESS)
}

fn key_beside(database: &str) -> String {
    format!("{}.key", database.trim_start_matches("sqlite:"))
}
