//! The baseline of events: a table as a queue, emptied in batches by workers that do nothing with what they take.

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Result, ensure};
use sqlx::{Executor, Postgres, Sqlite};

use crate::database::{Place, Pool, runtime};
use crate::ours;

/// How the next jobs are taken and finished, in one commit.
const TAKE: &str =
    "delete from job where id in (select id from job order by id limit $1) returning id";
const TAKE_UNLOCKED: &str = "delete from job where id in
    (select id from job order by id limit $1 for update skip locked) returning id";
/// Jobs of one statement while the queue is filled.
const TOGETHER: usize = 500;

/// Numbers of workers; a file has one writer.
pub fn workers(place: &Place) -> Vec<usize> {
    match place.postgres {
        Some(_) => vec![1, 16],
        None => vec![1],
    }
}

/// Its name in the table.
pub fn name(place: &Place, batch: usize, workers: usize) -> String {
    match place.postgres {
        Some(_) => format!("`skip locked`, batch {batch}, {workers} at work"),
        None => format!("a table as a queue, batch {batch}"),
    }
}

/// Jobs per second.
///
/// # Errors
/// When not every job was taken once.
pub fn drain(place: &Place, batch: usize, workers: usize, jobs: usize) -> Result<f64> {
    let url = place.database("plain")?;
    runtime()?.block_on(async {
        let pool = Arc::new(Pool::open(&url, u32::try_from(workers)?).await?);
        fill(&pool, jobs).await?;
        let begun = Instant::now();
        let work = |_| tokio::spawn(work(Arc::clone(&pool), batch));
        let all: Vec<_> = (0..workers).map(work).collect();
        let mut taken = 0;
        for worker in all {
            taken += worker.await??;
        }
        let spent = begun.elapsed();
        ensure!(taken == jobs, "{taken} of {jobs} jobs were taken");
        Ok(jobs as f64 / spent.as_secs_f64())
    })
}

async fn work(pool: Arc<Pool>, batch: usize) -> Result<usize> {
    let mut taken = 0;
    loop {
        let some = take(&pool, i64::try_from(batch)?).await?;
        if some == 0 {
            return Ok(taken);
        }
        taken += some;
    }
}

async fn take(pool: &Pool, batch: i64) -> Result<usize> {
    Ok(match pool {
        Pool::Sqlite(pool) => sqlx::query::<Sqlite>(TAKE)
            .bind(batch)
            .fetch_all(pool)
            .await?
            .len(),
        Pool::Postgres(pool) => sqlx::query::<Postgres>(TAKE_UNLOCKED)
            .bind(batch)
            .fetch_all(pool)
            .await?
            .len(),
    })
}

async fn fill(pool: &Pool, jobs: usize) -> Result<()> {
    match pool {
        Pool::Sqlite(pool) => {
            pool.execute("create table job (id integer primary key, body blob not null) strict")
                .await?;
            let mut write = pool.begin().await?;
            for number in 0..jobs as u64 {
                let insert = sqlx::query::<Sqlite>("insert into job (body) values ($1)");
                insert
                    .bind(ours::message(number).into_bytes())
                    .execute(&mut *write)
                    .await?;
            }
            write.commit().await?;
        }
        Pool::Postgres(pool) => {
            pool.execute("create table job (id bigserial primary key, body bytea not null)")
                .await?;
            let bodies: Vec<Vec<u8>> = (0..jobs as u64)
                .map(|it| ours::message(it).into_bytes())
                .collect();
            for some in bodies.chunks(TOGETHER) {
                let insert = sqlx::query::<Postgres>(
                    "insert into job (body) select * from unnest($1::bytea[])",
                );
                insert.bind(some).execute(pool).await?;
            }
        }
    }
    Ok(())
}
