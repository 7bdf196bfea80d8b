//! Storage: one file per table; every function takes the account, and no row is reached without it.

mod account;
mod backlog;
mod backup;
mod counter;
mod decision;
mod delayed;
mod dialect;
mod dictionary;
mod effect;
mod error;
mod event;
mod fact;
mod frequency;
mod inbox;
mod launch;
mod lease;
mod lock;
mod moves;
mod outcome;
mod retention;
mod rows;
mod run;
mod scenario;
mod statistics;
mod stop;
mod timetable;
mod trouble;
mod variable;
mod waiting;

pub use account::{ConnectionRow, Holder};
pub use backlog::Backlog;
pub use backup::{back_up, restore};
pub use counter::{Counted, CounterRow, Counts, Place, day_of};
pub use decision::{DecisionRow, NewDecision};
pub use dialect::Connection;
pub use dictionary::Dictionary;
pub use effect::{EffectKey, EffectRow, EffectState, makes};
pub use error::{Error, Result};
pub use event::{NewEvent, Twin};
pub use fact::Facts;
pub use frequency::Asking;
pub use inbox::Letter;
pub use launch::{LaunchRow, LaunchState, NewLaunch};
pub use lease::Fence;
pub use lock::Lock;
pub use moves::{NewRun, Position};
pub use outcome::{Outcomes, Settled, TriedAgain};
pub use run::{RunRow, RunState};
pub use scenario::{ScenarioRow, Stored};
pub use stop::Dropped;
pub use timetable::TimetableRow;
pub use trouble::{FailedEffect, FailedRun, UnknownBody};
pub use variable::Changed;
pub use waiting::Wanted;

use std::sync::Arc;

use engine::snapshot::Limits;

use dialect::{Dialect, Pool, Transaction};
use statistics::Growth;

/// The database: one writer, so that nobody waits for a lock, and readers beside it.
#[derive(Clone)]
pub struct Store {
    dialect: Dialect,
    writer: Pool,
    readers: Pool,
    limits: Limits,
    /// Number of this process among the servers of the database.
    server: i64,
    growth: Arc<Growth>,
    /// In whose name it writes, if only as long as that right lasts.
    fence: Option<Fence>,
}

impl Store {
    /// Opens the database, makes it if it is missing, and brings it up to date.
    pub async fn open(url: &str) -> Result<Self> {
        let dialect = Dialect::of(url)?;
        let server = server();
        let writer = dialect.writer(url, server).await?;
        dialect.migrate(&writer).await?;
        let readers = dialect.readers(url).await?;
        Ok(Self {
            dialect,
            writer,
            readers,
            limits: Limits::default(),
            server,
            growth: Arc::default(),
            fence: None,
        })
    }

    /// The same store with the limits of this installation (A54).
    pub fn limited(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// A transaction that owns the right to write; dropped without a commit it leaves no trace.
    ///
    /// # Errors
    /// [`Error::Lost`] when the store is fenced and the right has gone to another server.
    pub async fn begin(&self) -> Result<Transaction> {
        let mut write = self.dialect.begin(&self.writer).await?;
        self.check(&mut write).await?;
        Ok(write)
    }

    /// A transaction during which nobody else changes what the account has.
    async fn begin_alone(&self, account: u64) -> Result<Transaction> {
        let mut write = self.begin().await?;
        let query = sqlx::query(self.dialect.alone()).bind(number(account));
        query.execute(&mut *write).await?;
        Ok(write)
    }

    /// Whether servers on several machines may share it.
    pub fn is_shared(&self) -> bool {
        self.dialect == Dialect::Postgres
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

/// A number that no other server has: positive, of 62 random bits.
fn server() -> i64 {
    let (_, random) = uuid::Uuid::new_v4().as_u64_pair();
    // The upper two bits of this half tell the variant.
    (random & (u64::MAX >> 2)).cast_signed()
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
