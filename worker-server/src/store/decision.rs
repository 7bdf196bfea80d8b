//! Table `decision`: one row per decided block, with the facts it saw.

use engine::log::BlockLog;
use sqlx::FromRow;

use super::{Connection, Result, Store, number};

/// A decision to be stored.
#[derive(Clone, Debug)]
pub struct NewDecision {
    /// Statuses and rows.
    pub log: BlockLog,
    /// Facts without the dictionaries, JSON.
    pub facts: String,
    /// Digest of the dictionaries.
    pub dictionary: Option<String>,
}

/// A stored decision.
#[derive(Debug, FromRow)]
pub struct DecisionRow {
    /// Run it belongs to.
    pub run_id: String,
    /// Order within the run.
    pub position: i64,
    log: String,
    /// Unix milliseconds.
    pub decided_at: i64,
}

impl DecisionRow {
    /// Statuses and rows.
    pub fn log(&self) -> Result<BlockLog> {
        Ok(serde_json::from_str(&self.log)?)
    }
}

impl Store {
    /// Adds a decision; the answer is its place within the run.
    pub async fn add_decision(
        &self,
        write: &mut Connection,
        (account, run): (u64, &str),
        new: &NewDecision,
        now: i64,
    ) -> Result<i64> {
        let sql = "insert into decision (account_id, run_id, position, log, facts, dictionary, decided_at)
                   select $1, $2, coalesce(max(position), -1) + 1, $3, $4, $5, $6
                   from decision where account_id = $1 and run_id = $2 returning position";
        let query = sqlx::query_scalar(sql)
            .bind(number(account))
            .bind(run)
            .bind(serde_json::to_string(&new.log)?)
            .bind(&new.facts)
            .bind(&new.dictionary)
            .bind(now);
        Ok(query.fetch_one(write).await?)
    }

    /// Decisions of a run in order.
    pub async fn decisions(&self, account: u64, run: &str) -> Result<Vec<DecisionRow>> {
        let sql = "select run_id, position, log, decided_at from decision
                   where account_id = $1 and run_id = $2 order by position";
        let query = sqlx::query_as(sql).bind(number(account)).bind(run);
        Ok(query.fetch_all(&self.readers).await?)
    }

    /// Decisions of every run of a scenario between two runs, in order.
    pub async fn decisions_between(
        &self,
        account: u64,
        scenario: u64,
        (oldest, newest): (&str, &str),
    ) -> Result<Vec<DecisionRow>> {
        let sql = "select d.run_id, d.position, d.log, d.decided_at from decision d
                   join run r on r.account_id = d.account_id and r.id = d.run_id
                   where d.account_id = $1 and r.scenario_id = $2 and d.run_id between $3 and $4
                   order by d.run_id, d.position";
        let query = sqlx::query_as(sql)
            .bind(number(account))
            .bind(number(scenario))
            .bind(oldest)
            .bind(newest);
        Ok(query.fetch_all(&self.readers).await?)
    }
}
