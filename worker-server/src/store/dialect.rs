//! What differs between databases: opening, pragmas, the way to begin a write.

use std::str::FromStr;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

/// A connection, inside or outside a transaction.
pub type Connection = sqlx::SqliteConnection;
/// Connections to the database.
pub type Pool = sqlx::SqlitePool;
/// A running write.
pub type Transaction = sqlx::Transaction<'static, sqlx::Sqlite>;

/// Readers side by side; each one is a file handle and a cache.
const READERS: u32 = 4;
/// A write waits for the ones before it; this long only if the disk hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// The one connection that writes.
pub async fn writer(url: &str) -> Result<Pool, sqlx::Error> {
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE);
    pool.connect_with(options(url)?).await
}

/// Connections that only read.
pub async fn readers(url: &str) -> Result<Pool, sqlx::Error> {
    let pool = SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(PATIENCE);
    pool.connect_with(options(url)?.read_only(true)).await
}

fn options(url: &str) -> Result<SqliteConnectOptions, sqlx::Error> {
    Ok(SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // A commit is on the disk when it returns: what was answered must survive a power cut.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(10)))
}

/// Applies the migrations that are missing.
pub async fn migrate(pool: &Pool) -> Result<(), sqlx::migrate::MigrateError> {
    sqlx::migrate!("migrations/sqlite").run(pool).await
}

/// Takes the write lock at once; a later upgrade of a read would fail instead of waiting.
pub async fn begin(pool: &Pool) -> Result<Transaction, sqlx::Error> {
    pool.begin_with("BEGIN IMMEDIATE").await
}
