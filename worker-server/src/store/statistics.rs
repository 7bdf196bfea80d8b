//! PostgreSQL plans queries by statistics that it gathers about once a minute. A queue that fills faster than that is
//! read as if it were empty, so the server asks for new ones itself while the tables are young.

use std::sync::atomic::{AtomicU64, Ordering};

use super::{Result, Store, number};

/// Rows after which the first ones are gathered, and how many times as many until the next.
const FIRST: u64 = 100;
const TIMES: u64 = 8;

/// What this process has written.
#[derive(Debug)]
pub struct Growth {
    rows: AtomicU64,
    next: AtomicU64,
}

impl Default for Growth {
    fn default() -> Self {
        Self {
            rows: AtomicU64::new(0),
            next: AtomicU64::new(FIRST),
        }
    }
}

impl Growth {
    /// Adds rows; tells how many there are if that is many times what it was the last time.
    fn add(&self, rows: u64) -> Option<u64> {
        let all = self.rows.fetch_add(rows, Ordering::Relaxed) + rows;
        let next = self.next.load(Ordering::Relaxed);
        let is_new = all >= next
            && self
                .next
                .compare_exchange(next, all * TIMES, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok();
        is_new.then_some(all)
    }
}

impl Store {
    /// Tells that so many events were stored with all that follows; gathers statistics if the last know far fewer.
    pub async fn grown(&self, events: usize) -> Result<()> {
        let rows = u64::try_from(events).unwrap_or_default();
        let Some(all) = self.growth.add(rows).filter(|_| self.is_shared()) else {
            return Ok(());
        };
        // Large tables are known by now.
        let known = "select 1 from pg_class where oid = 'event'::regclass and reltuples >= $1";
        let known = sqlx::query(known).bind(number(all));
        if known.fetch_optional(&self.readers).await?.is_none() {
            let gather = "analyze inbox, event, run, frequency, decision, fact, effect";
            sqlx::query(gather).execute(&self.writer).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_are_gathered_at_the_first_rows_and_each_time_there_are_many_times_as_many() {
        let growth = Growth::default();
        let asked: Vec<u64> = (0..1_000).filter_map(|_| growth.add(50)).collect();
        assert_eq!(asked, [100, 800, 6_400]);
    }
}
