//! Storage: one file per table; every function takes the account, and no row is reached without it.

mod account;
mod decision;
mod delayed;
mod dialect;
mod dictionary;
mod effect;
mod error;
mod event;
mod frequency;
mod inbox;
mod retention;
mod run;
mod scenario;
mod variable;

pub use account::ConnectionRow;
pub use decision::{DecisionRow, NewDecision};
pub use dialect::Connection;
pub use dictionary::Dictionary;
pub use effect::{EffectKey, EffectRow, EffectState};
pub use error::{Error, Result};
pub use event::NewEvent;
pub use inbox::Letter;
pub use run::{NewRun, Position, RunRow, RunState};
pub use scenario::{ScenarioRow, Stored};
pub use variable::Changed;

use engine::snapshot::Limits;

use dialect::{Dialect, Pool, Transaction};

/// The database: one writer, so that nobody waits for a lock, and readers beside it.
#[derive(Clone)]
pub struct Store {
    dialect: Dialect,
    writer: Pool,
    readers: Pool,
    limits: Limits,
}

impl Store {
    /// Opens the database, makes it if it is missing, and brings it up to date.
    pub async fn open(url: &str) -> Result<Self> {
        let dialect = Dialect::of(url)?;
        let writer = dialect.writer(url).await?;
        dialect.migrate(&writer).await?;
        let readers = dialect.readers(url).await?;
        Ok(Self {
            dialect,
            writer,
            readers,
            limits: Limits::default(),
        })
    }

    /// The same store with the limits of this installation (A54).
    pub fn limited(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// A transaction that owns the right to write; dropped without a commit it leaves no trace.
    pub async fn begin(&self) -> Result<Transaction> {
        Ok(self.dialect.begin(&self.writer).await?)
    }

    /// Waits for the last write and closes the files.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// An identifier whose order is its age.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// Numbers of amoCRM are far below the limit of the column; anything else matches no row.
fn number(id: u64) -> i64 {
    i64::try_from(id).unwrap_or(i64::MAX)
}

fn unsigned(id: i64) -> u64 {
    u64::try_from(id).unwrap_or_default()
}

#[cfg(test)]
mod tests;
