//! The databases that everybody is measured on: files and databases of one folder and one PostgreSQL server.

use std::path::PathBuf;
use std::sync::Once;

use anyhow::{Context, Result};
use sqlx::any::AnyRow;
use sqlx::migrate::MigrateDatabase;
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Postgres};
use tokio::runtime::Runtime;

/// A folder for the files of a database, removed when dropped; and the PostgreSQL server, if it is that one.
pub struct Place {
    folder: PathBuf,
    /// Address without the name of a database.
    pub postgres: Option<String>,
}

impl Place {
    /// The place on this database; `None` if there is no PostgreSQL.
    ///
    /// # Errors
    /// When its folder can't be made.
    pub fn make(name: &str) -> Result<Option<Self>> {
        let postgres = std::env::var("TRIGGERS_TEST_POSTGRES").ok();
        let postgres = match (name, postgres) {
            ("sqlite", _) => None,
            (_, Some(url)) => Some(url),
            (_, None) => return Ok(None),
        };
        let folder = tests::workspace().join("tests/out");
        let folder = folder.join(format!("load-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        Ok(Some(Self { folder, postgres }))
    }

    /// Its name in headings.
    pub fn name(&self) -> &'static str {
        match self.postgres {
            Some(_) => "PostgreSQL",
            None => "SQLite",
        }
    }

    /// A file of its folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// An empty database.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn database(&self, name: &str) -> Result<String> {
        let Some(server) = &self.postgres else {
            let file = self.file(&format!("{name}.db"));
            for end in ["", "-wal", "-shm"] {
                // It is there only if an earlier round made it.
                let _gone = std::fs::remove_file(format!("{}{end}", file.display()));
            }
            return Ok(format!("sqlite:{}", file.display()));
        };
        let url = format!(
            "{server}/load_{}_{}",
            name.replace('-', "_"),
            std::process::id()
        );
        runtime()?.block_on(async {
            if Postgres::database_exists(&url).await? {
                Postgres::force_drop_database(&url).await?;
            }
            Postgres::create_database(&url).await
        })?;
        Ok(url)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What can't be removed lies among the other files that tests leave.
        let _gone = std::fs::remove_dir_all(&self.folder);
    }
}

/// Removes a database of the PostgreSQL server; a file goes with its folder.
///
/// # Errors
/// When the server refuses.
pub fn remove(url: &str) -> Result<()> {
    if url.starts_with("sqlite:") {
        return Ok(());
    }
    Ok(runtime()?.block_on(Postgres::force_drop_database(url))?)
}

/// Threads for what waits for a database.
///
/// # Errors
/// When the system gives none.
pub fn runtime() -> Result<Runtime> {
    Ok(Runtime::new()?)
}

/// The driver of a URL by itself, with the durability of the server's own connections.
pub enum Pool {
    /// One connection, because a file has one writer.
    Sqlite(SqlitePool),
    /// So many connections as are asked for.
    Postgres(PgPool),
}

impl Pool {
    /// Opens it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn open(url: &str, connections: u32) -> Result<Self> {
        if !url.starts_with("sqlite:") {
            let pool = PgPoolOptions::new().max_connections(connections);
            return Ok(Self::Postgres(pool.connect(url).await?));
        }
        let options: SqliteConnectOptions = url.parse()?;
        let options = options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let pool = SqlitePoolOptions::new().max_connections(1);
        Ok(Self::Sqlite(pool.connect_with(options).await?))
    }
}

/// A look into what the server has stored.
pub struct Look {
    runtime: Runtime,
    connection: AnyConnection,
}

impl Look {
    /// Connects.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn at(url: &str) -> Result<Self> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        let runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = { runtime }.enable_all().build()?;
        let connection = runtime.block_on(AnyConnection::connect(url));
        let connection = connection.with_context(|| format!("{url} can't be opened"))?;
        Ok(Self {
            runtime,
            connection,
        })
    }

    /// The one number that a query gives; an empty answer is zero.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn number(&mut self, sql: &str) -> Result<i64> {
        let query = sqlx::query_scalar::<_, Option<i64>>(AssertSqlSafe(sql.to_owned()));
        let found = self
            .runtime
            .block_on(query.fetch_optional(&mut self.connection))?;
        Ok(found.flatten().unwrap_or_default())
    }

    /// The one text that a query gives.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn text(&mut self, sql: &str) -> Result<String> {
        let query = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()));
        Ok(self
            .runtime
            .block_on(query.fetch_one(&mut self.connection))?)
    }

    /// The first row of a query.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn row(&mut self, sql: &str) -> Result<Option<AnyRow>> {
        let query = sqlx::query(AssertSqlSafe(sql.to_owned()));
        Ok(self
            .runtime
            .block_on(query.fetch_optional(&mut self.connection))?)
    }

    /// Carries out a statement.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn execute(&mut self, sql: &str) -> Result<u64> {
        let query = sqlx::query(AssertSqlSafe(sql.to_owned()));
        let done = self.runtime.block_on(query.execute(&mut self.connection))?;
        Ok(done.rows_affected())
    }
}
