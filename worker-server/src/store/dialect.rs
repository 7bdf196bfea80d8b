//! What differs between SQLite and PostgreSQL: opening, durability, the way to begin a write.

use std::sync::Once;
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::migrate::{MigrateDatabase, Migrator};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor, Postgres};

/// A connection, inside or outside a transaction.
pub type Connection = AnyConnection;
/// Connections to the database.
pub type Pool = sqlx::AnyPool;
/// A running write.
pub type Transaction = sqlx::Transaction<'static, sqlx::Any>;

/// Readers side by side; each one is a connection and a cache.
const READERS: u32 = 4;
/// A write waits for the ones before it; this long only if the database hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// The databases that the queries are written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// A file of this machine; the default.
    Sqlite,
    /// A server that several machines share.
    Postgres,
}

impl Dialect {
    /// The database that a URL names.
    ///
    /// # Errors
    /// When the scheme is neither `sqlite:` nor `postgres:`; the text names both.
    pub fn of(url: &str) -> Result<Self, sqlx::Error> {
        let scheme = url.split(':').next().unwrap_or_default();
        match scheme {
            "sqlite" => Ok(Self::Sqlite),
            "postgres" | "postgresql" => Ok(Self::Postgres),
            _ => {
                let text = "a database is `sqlite:FILE` or `postgres://USER:PASSWORD@HOST/NAME`";
                Err(sqlx::Error::Configuration(text.into()))
            }
        }
    }

    /// The one connection that writes; a missing database is made if the user may.
    ///
    /// In PostgreSQL it holds a lock with the number of its server: who was killed loses it at once, and the other
    /// servers see it.
    pub async fn writer(self, url: &str, server: i64) -> Result<Pool, sqlx::Error> {
        match self {
            Self::Sqlite => {
                self.pool(1, String::new())
                    .connect(&with(url, "mode=rwc"))
                    .await
            }
            Self::Postgres => {
                if !Postgres::database_exists(url).await? {
                    Postgres::create_database(url).await?;
                }
                let here = format!("select pg_try_advisory_lock({server})");
                self.pool(1, here).connect(url).await
            }
        }
    }

    /// Unix milliseconds by the clock of the database, which all servers share.
    pub fn now(self) -> &'static str {
        match self {
            Self::Sqlite => "cast(unixepoch('subsec') * 1000 as integer)",
            Self::Postgres => "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)",
        }
    }

    /// Holds for the row of `server` whose process is there. A file of SQLite has one server.
    pub fn present(self, own: i64) -> String {
        match self {
            Self::Sqlite => format!("server_id = {own}"),
            Self::Postgres => "exists (select 1 from pg_locks where locktype = 'advisory' and objsubid = 1 and granted \
                 and (cast(classid as bigint) << 32) + cast(objid as bigint) = server_id)"
                .to_owned(),
        }
    }

    /// Lets nobody else change what an account has before the write ends; SQLite has one writer.
    pub fn alone(self) -> &'static str {
        match self {
            Self::Sqlite => "select 1 from account where account_id = $1",
            Self::Postgres => "select 1 from account where account_id = $1 for update",
        }
    }

    /// Finds the account of a right that lasts; nobody takes it before the write ends.
    pub fn held(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "select 1 from account where account_id = $1 and lease_owner = $2 and lease_epoch = $3"
            }
            Self::Postgres => {
                "select 1 from account where account_id = $1 and lease_owner = $2 and lease_epoch = $3 for share"
            }
        }
    }

    /// Connections that only read.
    pub async fn readers(self, url: &str) -> Result<Pool, sqlx::Error> {
        self.pool(READERS, String::new())
            .connect(&with(url, self.read_only()))
            .await
    }

    /// One connection that only reads, without a pool that would try a broken file again and again.
    pub async fn reader(self, url: &str) -> Result<Connection, sqlx::Error> {
        install_drivers();
        Connection::connect(&with(url, self.read_only())).await
    }

    fn read_only(self) -> &'static str {
        match self {
            Self::Sqlite => "mode=ro",
            Self::Postgres => "options=-c%20default_transaction_read_only%3Don",
        }
    }

    /// Applies the migrations that are missing.
    pub async fn migrate(self, pool: &Pool) -> Result<(), sqlx::migrate::MigrateError> {
        self.migrations().run(pool).await
    }

    /// Number of the newest migration that this program knows.
    pub fn version(self) -> i64 {
        let migrations = self.migrations();
        let numbers = migrations.iter().map(|it| it.version);
        numbers.max().unwrap_or_default()
    }

    fn migrations(self) -> Migrator {
        match self {
            Self::Sqlite => sqlx::migrate!("migrations/sqlite"),
            Self::Postgres => sqlx::migrate!("migrations/postgres"),
        }
    }

    /// Takes the right to write at once; in SQLite a later upgrade of a read would fail instead of waiting.
    pub async fn begin(self, pool: &Pool) -> Result<Transaction, sqlx::Error> {
        match self {
            Self::Sqlite => pool.begin_with("BEGIN IMMEDIATE").await,
            Self::Postgres => pool.begin().await,
        }
    }

    fn pool(self, size: u32, more: String) -> AnyPoolOptions {
        install_drivers();
        let set_up = self.set_up();
        AnyPoolOptions::new()
            .max_connections(size)
            .acquire_timeout(PATIENCE)
            // The writer holds its lock as long as its connection.
            .idle_timeout(None)
            .max_lifetime(None)
            .after_connect(move |connection, _| {
                let more = more.clone();
                Box::pin(async move {
                    connection.execute(set_up).await?;
                    connection.execute(AssertSqlSafe(more)).await.map(drop)
                })
            })
    }

    /// A commit is on the disk when it returns: what was answered must survive a power cut.
    fn set_up(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "pragma busy_timeout = 10000; pragma journal_mode = wal; pragma synchronous = full; \
                 pragma foreign_keys = on"
            }
            // A server that is paused in the middle of a write would keep its account from everybody else.
            Self::Postgres => {
                "set synchronous_commit = on; set idle_in_transaction_session_timeout = '4s'"
            }
        }
    }
}

fn install_drivers() {
    static DRIVERS: Once = Once::new();
    DRIVERS.call_once(sqlx::any::install_default_drivers);
}

/// The URL with one more parameter.
fn with(url: &str, parameter: &str) -> String {
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{parameter}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_tells_its_database_and_an_unknown_one_names_both() {
        let dialect = |url: &str| Dialect::of(url).ok();
        assert_eq!(dialect("sqlite:triggers.db"), Some(Dialect::Sqlite));
        assert_eq!(dialect("postgresql://a@b/c"), Some(Dialect::Postgres));
        let error = Dialect::of("mysql://a@b/c").map_err(|error| error.to_string());
        assert!(
            error.is_err_and(|text| text.contains("sqlite:FILE") && text.contains("postgres://"))
        );
    }

    #[test]
    fn parameters_of_the_url_stay() {
        assert_eq!(with("sqlite:a.db", "mode=ro"), "sqlite:a.db?mode=ro");
        assert_eq!(
            with("postgres://h/n?sslmode=require", "a=b"),
            "postgres://h/n?sslmode=require&a=b"
        );
    }
}
