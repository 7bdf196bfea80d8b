//! How much waits in an account.

use super::{Result, Store, number};

/// More runs than this are not counted: whoever looks wants to know that it is many.
const MOST: i64 = 100_000;

/// What waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Bodies that have not become events.
    pub inbox: i64,
    /// Runs whose next step is a decision.
    pub ready: i64,
    /// Runs with effects under way.
    pub acting: i64,
    /// Delayed triggers.
    pub delayed: i64,
    /// When the oldest run that may go on could have gone on, Unix milliseconds.
    pub oldest_due_at: Option<i64>,
}

impl Store {
    /// What waits in an account.
    pub async fn backlog(&self, account: u64) -> Result<Backlog> {
        Ok(Backlog {
            inbox: self.waiting_letters(account).await?,
            ready: self.waiting_runs(account, "ready").await?,
            acting: self.waiting_runs(account, "acting").await?,
            delayed: self.waiting_runs(account, "delayed").await?,
            oldest_due_at: self.oldest_due(account).await?,
        })
    }

    async fn waiting_letters(&self, account: u64) -> Result<i64> {
        let sql = "select count(*) from (select 1 from inbox where account_id = $1 and state = 'new' limit $2) w";
        let query = sqlx::query_scalar(sql).bind(number(account)).bind(MOST);
        Ok(query.fetch_one(&self.readers).await?)
    }

    async fn waiting_runs(&self, account: u64, state: &str) -> Result<i64> {
        let sql = "select count(*) from (select 1 from run where account_id = $1 and state = $2 limit $3) w";
        let query = sqlx::query_scalar(sql)
            .bind(number(account))
            .bind(state)
            .bind(MOST);
        Ok(query.fetch_one(&self.readers).await?)
    }

    async fn oldest_due(&self, account: u64) -> Result<Option<i64>> {
        let sql = "select min(due) from (
                     select min(due_at) as due from run where account_id = $1 and state = 'ready'
                     union all
                     select min(due_at) as due from run where account_id = $1 and state = 'acting') oldest";
        let query = sqlx::query_scalar(sql).bind(number(account));
        Ok(query.fetch_one(&self.readers).await?)
    }
}
