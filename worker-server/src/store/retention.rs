//! What is old is forgotten in small steps, so that the writer is never held up for long.

use super::{Result, Store, number};

/// The debugger shows at least so many runs of a scenario, however old they are (R47, A4).
const KEPT_RUNS: i64 = 1000;
/// Rows of one step.
const TOGETHER: i64 = 200;

/// A row whose identifier tells its age, and that nothing open needs.
const LETTERS: &str = "delete from inbox where account_id = $1 and state = 'done' and id in
    (select id from inbox where account_id = $1 and state = 'done' and id < $2 order by id limit $3)";
/// A run that is not finished may yet ask what started it: a delayed trigger after years.
const EVENTS: &str = "delete from event where account_id = $1 and id in
    (select e.id from event e where e.account_id = $1 and e.id < $2 and not exists
       (select 1 from run r where r.account_id = $1 and r.event_id = e.id
          and r.state in ('ready', 'acting', 'delayed'))
     order by e.id limit $3)";

/// An order to start that has begun or was stopped.
const LAUNCHES: &str = "delete from launch where account_id = $1 and id in
    (select id from launch where account_id = $1 and state <> 'new' and id < $2 order by id limit $3)";

/// Facts whose decisions are all forgotten.
const FACTS: &str = "delete from fact where account_id = $1 and owner in
    (select f.owner from fact f where f.account_id = $1 and f.owner < $2
       and not exists (select 1 from run r where r.account_id = $1 and r.event_id = f.owner)
       and not exists (select 1 from run r where r.account_id = $1 and r.id = f.owner)
     order by f.owner limit $3)";

/// Finished runs of a scenario that are old and not among its newest.
const RUNS: &str = "select id from run where account_id = $1 and scenario_id = $4 and id < $2
      and state in ('done', 'failed', 'too_often', 'stopped')
      and id < (select id from run where account_id = $1 and scenario_id = $4
                order by id desc limit 1 offset $5)
    order by id limit $3";

impl Store {
    /// Forgets some bodies, events, orders, runs and facts from before an instant; the answer is how many rows went.
    ///
    /// Zero means that nothing old is left. Bodies that were not understood yet and runs under way stay.
    pub async fn forget(&self, account: u64, before_ms: i64) -> Result<u64> {
        let before = first_id_at(before_ms);
        let mut gone = 0;
        for sql in [LETTERS, EVENTS, LAUNCHES] {
            gone += self.forget_rows(sql, account, &before).await?;
        }
        for scenario in self.every_scenario(account).await? {
            gone += self.forget_runs(account, scenario, &before).await?;
        }
        gone += self.forget_rows(FACTS, account, &before).await?;
        Ok(gone)
    }

    async fn forget_rows(&self, sql: &'static str, account: u64, before: &str) -> Result<u64> {
        let mut write = self.begin().await?;
        let query = sqlx::query(sql)
            .bind(number(account))
            .bind(before)
            .bind(TOGETHER);
        let done = query.execute(&mut *write).await?;
        write.commit().await?;
        Ok(done.rows_affected())
    }

    /// Also of deleted scenarios: their history stays as long as that of others.
    async fn every_scenario(&self, account: u64) -> Result<Vec<i64>> {
        let sql = "select scenario_id from scenario where account_id = $1 order by scenario_id";
        let query = sqlx::query_scalar(sql).bind(number(account));
        Ok(query.fetch_all(&self.readers).await?)
    }

    async fn forget_runs(&self, account: u64, scenario: i64, before: &str) -> Result<u64> {
        let query = sqlx::query_scalar(RUNS)
            .bind(number(account))
            .bind(before)
            .bind(TOGETHER)
            .bind(scenario)
            .bind(KEPT_RUNS - 1);
        let old: Vec<String> = query.fetch_all(&self.readers).await?;
        if old.is_empty() {
            return Ok(0);
        }
        let mut write = self.begin().await?;
        for run in &old {
            for sql in [
                "delete from effect where account_id = $1 and run_id = $2",
                "delete from decision where account_id = $1 and run_id = $2",
                "delete from run where account_id = $1 and id = $2",
            ] {
                let query = sqlx::query(sql).bind(number(account)).bind(run);
                query.execute(&mut *write).await?;
            }
        }
        write.commit().await?;
        Ok(u64::try_from(old.len()).unwrap_or_default())
    }
}

/// The smallest identifier of an instant: identifiers begin with Unix milliseconds (UUID version 7).
pub(super) fn first_id_at(ms: i64) -> String {
    let ms = u64::try_from(ms).unwrap_or_default();
    format!(
        "{:08x}-{:04x}-7000-8000-000000000000",
        ms >> 16,
        ms & 0xffff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_boundary_lies_between_identifiers_before_and_after_it() {
        let id = |ms: u64| {
            let time = uuid::Timestamp::from_unix(uuid::NoContext, ms / 1000, 999_000_000);
            uuid::Uuid::new_v7(time).to_string()
        };
        let boundary = first_id_at(1_760_000_000_000);
        assert!(id(1_759_999_999_000) < boundary);
        assert!(id(1_760_000_000_000) > boundary);
    }
}
