//! What can go wrong in storage, as far as a caller acts on it.

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another change came first.
    #[error("the version is not the current one")]
    Conflict,
    /// The account has no such row.
    #[error("no such row in this account")]
    NotFound,
    /// The account has as many scenarios as it may (R450).
    #[error("the account has {0} scenarios, which is its limit")]
    Full(u32),
    /// As many scenarios as may be are enabled for an event (R451).
    #[error("{} scenarios are enabled for {event}, the limit is {most}", active.len())]
    Crowded {
        /// Code of the event.
        event: String,
        /// How many may be enabled.
        most: u32,
        /// Names of those that are.
        active: Vec<String>,
    },
    /// A row holds what no version of this program wrote.
    #[error("a stored row can't be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// The database refused.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// Another server holds the file.
    #[error("another server works on {0}: stop it, or give this one a database of its own")]
    Taken(String),
    /// A copy of the database can't be made or put in its place.
    #[error("{0}")]
    Backup(String),
    /// Another server works for the account by now.
    #[error("another server works for this account by now")]
    Lost,
    /// The schema can't be brought up to date.
    #[error("the schema can't be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

/// Result of the store.
pub type Result<T> = std::result::Result<T, Error>;
