//! The peer of events: apalis, whose jobs here carry the same bodies and do nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Result, anyhow, ensure};
use apalis::prelude::*;
use apalis_postgres::PostgresStorage;
use apalis_sqlite::SqliteStorage;
use sqlx::postgres::PgPool;
use sqlx::sqlite::SqlitePool;

use crate::database::{Place, Pool, runtime};
use crate::ours;

/// Connections that its worker may use.
const CONNECTIONS: u32 = 16;
/// Jobs of one statement while the queue is filled.
const TOGETHER: u64 = 500;

/// How many jobs are left, for the one that does the last to end the worker.
type Left = Arc<AtomicUsize>;

/// Jobs per second, until the last outcome is stored.
///
/// # Errors
/// When not every job is done.
pub fn drain(place: &Place, batch: usize, jobs: usize) -> Result<f64> {
    let url = place.database("apalis")?;
    runtime()?.block_on(async {
        let (seconds, done) = match Pool::open(&url, CONNECTIONS).await? {
            Pool::Sqlite(pool) => sqlite(&pool, batch, jobs).await?,
            Pool::Postgres(pool) => postgres(&pool, batch, jobs).await?,
        };
        ensure!(
            done == i64::try_from(jobs)?,
            "apalis did {done} of {jobs} jobs"
        );
        Ok(jobs as f64 / seconds)
    })
}

/// Its own set-up of SQLite would switch waiting for the disk off; here it is as durable as ours.
async fn sqlite(pool: &SqlitePool, batch: usize, jobs: usize) -> Result<(f64, i64)> {
    SqliteStorage::migrations().run(pool).await?;
    let config = apalis_sqlite::Config::default()
        .queue("load")
        .batch_size(batch);
    let mut storage: SqliteStorage<String> = SqliteStorage::new(pool).with_config(config);
    for bodies in bodies(jobs) {
        storage
            .push_bulk(bodies)
            .await
            .map_err(|error| anyhow!("{error}"))?;
    }
    let begun = Instant::now();
    let worker = WorkerBuilder::new("load")
        .backend(storage)
        .data(left(jobs))
        .build(nothing);
    worker.run().await.map_err(|error| anyhow!("{error}"))?;
    let seconds = begun.elapsed().as_secs_f64();
    let done = sqlx::query_scalar("select count(*) from Jobs where status = 'Done'");
    Ok((seconds, done.fetch_one(pool).await?))
}

async fn postgres(pool: &PgPool, batch: usize, jobs: usize) -> Result<(f64, i64)> {
    PostgresStorage::setup(pool)
        .await
        .map_err(|error| anyhow!("{error}"))?;
    let config = apalis_postgres::Config::default()
        .queue("load")
        .batch_size(batch);
    let mut storage: PostgresStorage<String> = PostgresStorage::new(pool).with_config(config);
    for bodies in bodies(jobs) {
        storage
            .push_bulk(bodies)
            .await
            .map_err(|error| anyhow!("{error}"))?;
    }
    let begun = Instant::now();
    let worker = WorkerBuilder::new("load")
        .backend(storage)
        .data(left(jobs))
        .build(nothing);
    worker.run().await.map_err(|error| anyhow!("{error}"))?;
    let seconds = begun.elapsed().as_secs_f64();
    let done = sqlx::query_scalar("select count(*) from apalis.jobs where status = 'Done'");
    Ok((seconds, done.fetch_one(pool).await?))
}

fn left(jobs: usize) -> Left {
    Arc::new(AtomicUsize::new(jobs))
}

fn bodies(jobs: usize) -> impl Iterator<Item = Vec<String>> {
    let jobs = jobs as u64;
    let first = (0..jobs).step_by(TOGETHER as usize);
    first.map(move |first| {
        (first..jobs.min(first + TOGETHER))
            .map(ours::message)
            .collect()
    })
}

async fn nothing(
    _body: String,
    left: Data<Left>,
    worker: WorkerContext,
) -> Result<(), BoxDynError> {
    if left.fetch_sub(1, Ordering::Relaxed) == 1 {
        worker.stop()?;
    }
    Ok(())
}
