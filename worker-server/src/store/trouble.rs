//! What went wrong and waits for somebody to look after it: runs that stopped, effects that failed, bodies that
//! nobody understood.

use sqlx::FromRow;

use super::{EffectKey, Error, Result, Store, Transaction, number, unsigned};

/// Newest rows of a list; older ones come up as these are resolved.
const LISTED: i64 = 100;

/// A run that stopped.
#[derive(Clone, Debug, FromRow)]
pub struct FailedRun {
    /// The run.
    pub id: String,
    scenario_id: i64,
    /// What it ran for.
    pub entity_kind: String,
    entity_id: i64,
    /// Why, as JSON of a problem.
    pub problem: Option<String>,
    /// Unix milliseconds.
    pub finished_at: i64,
}

/// An effect that amoCRM refused, or that may have been carried out.
#[derive(Clone, Debug, FromRow)]
pub struct FailedEffect {
    /// Its run.
    pub run_id: String,
    /// Decision within the run.
    pub decision: i64,
    /// Place within the decision.
    pub position: i64,
    scenario_id: i64,
    /// What was asked, JSON of an effect.
    pub effect: String,
    /// `failed`, or `unknown` if it may have been carried out.
    pub state: String,
    /// Why, as JSON of a problem.
    pub problem: Option<String>,
    /// Unix milliseconds.
    pub outcome_at: i64,
}

/// A body, or a part of one, that nobody understood.
#[derive(Clone, Debug, FromRow)]
pub struct UnknownBody {
    /// The beginning of what it holds, as JSON.
    pub body: String,
    /// How many letters there are.
    pub length: i64,
    /// Unix milliseconds.
    pub received_at: i64,
}

impl FailedRun {
    /// Number of the scenario.
    pub fn scenario(&self) -> u64 {
        unsigned(self.scenario_id)
    }

    /// Number of what it ran for.
    pub fn entity(&self) -> u64 {
        unsigned(self.entity_id)
    }
}

impl FailedEffect {
    /// Number of the scenario.
    pub fn scenario(&self) -> u64 {
        unsigned(self.scenario_id)
    }
}

impl Store {
    /// How many runs and effects wait for somebody to look after them.
    pub async fn troubles(&self, account: u64) -> Result<i64> {
        let sql = "select (select count(*) from run where account_id = $1 and state = 'failed' and resolved_at is null)
                     + (select count(*) from effect
                        where account_id = $1 and state in ('failed', 'unknown') and resolved_at is null)";
        let query = sqlx::query_scalar(sql).bind(number(account));
        Ok(query.fetch_one(&self.readers).await?)
    }

    /// Runs that stopped, newest first.
    pub async fn failed_runs(&self, account: u64) -> Result<Vec<FailedRun>> {
        let sql = "select id, scenario_id, entity_kind, entity_id, problem, finished_at from run
                   where account_id = $1 and state = 'failed' and resolved_at is null
                   order by finished_at desc limit $2";
        let query = sqlx::query_as(sql).bind(number(account)).bind(LISTED);
        Ok(query.fetch_all(&self.readers).await?)
    }

    /// Effects without success, newest first.
    pub async fn failed_effects(&self, account: u64) -> Result<Vec<FailedEffect>> {
        let sql = "select e.run_id, e.decision, e.position, r.scenario_id, e.effect, e.state, e.problem, e.outcome_at
                   from effect e join run r on r.account_id = e.account_id and r.id = e.run_id
                   where e.account_id = $1 and e.state in ('failed', 'unknown') and e.resolved_at is null
                     and e.outcome_at is not null
                   order by e.outcome_at desc limit $2";
        let query = sqlx::query_as(sql).bind(number(account)).bind(LISTED);
        Ok(query.fetch_all(&self.readers).await?)
    }

    /// Bodies that nobody understood, newest first.
    pub async fn unknown_bodies(&self, account: u64) -> Result<Vec<UnknownBody>> {
        // A hundred whole ones of a megabyte would be no page.
        let sql = "select substr(body, 1, 4000) as body, cast(length(body) as bigint) as length, received_at from event
                   where account_id = $1 and kind = 'unknown' order by id desc limit $2";
        let query = sqlx::query_as(sql).bind(number(account)).bind(LISTED);
        Ok(query.fetch_all(&self.readers).await?)
    }

    /// Lets a stopped run go on at the block where it stopped.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account has no such run, or it has not stopped.
    pub async fn retry_run(&self, account: u64, run: &str, now: i64) -> Result<()> {
        let mut write = self.begin().await?;
        let sql = "update run set state = 'ready', attempt = 0, due_at = $3, finished_at = null, problem = null,
                     failures = failures - 1
                   where account_id = $1 and id = $2 and state = 'failed'";
        let query = sqlx::query(sql).bind(number(account)).bind(run).bind(now);
        let done = query.execute(&mut *write).await?;
        ended(write, done.rows_affected()).await
    }

    /// Tries an effect of a finished run again; one that may have been carried out is looked up first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such effect, it has another state, or its run is still under way.
    pub async fn retry_effect(&self, key: &EffectKey, now: i64) -> Result<()> {
        let mut write = self.begin().await?;
        let run = "update run set state = 'acting', then_state = 'done', delay_ms = 0, attempt = 0, due_at = $3,
                     finished_at = null, failures = failures - (select count(*) from effect e
                       where e.account_id = $1 and e.run_id = $2 and e.state in ('failed', 'unknown') and e.decision =
                         (select max(decision) from effect m where m.account_id = $1 and m.run_id = $2))
                   where account_id = $1 and id = $2 and state in ('done', 'failed')";
        let query = sqlx::query(run).bind(number(key.account));
        let query = query.bind(&key.run).bind(now);
        let runs = query.execute(&mut *write).await?.rows_affected();
        let effect =
            "update effect set state = case state when 'unknown' then 'intent' else 'waiting' end,
                        attempt = 0, outcome_at = null, problem = null
                      where account_id = $1 and run_id = $2 and decision = $3 and position = $4
                        and state in ('failed', 'unknown')";
        let query = of_key(sqlx::query(effect), key);
        let effects = query.execute(&mut *write).await?.rows_affected();
        ended(write, runs.min(effects)).await
    }

    /// Takes a stopped run off the list.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account has no such run, or it has not stopped.
    pub async fn discard_run(&self, account: u64, run: &str, now: i64) -> Result<()> {
        let mut write = self.begin().await?;
        let sql = "update run set resolved_at = $3 where account_id = $1 and id = $2 and state = 'failed'";
        let query = sqlx::query(sql).bind(number(account)).bind(run).bind(now);
        let done = query.execute(&mut *write).await?;
        ended(write, done.rows_affected()).await
    }

    /// Takes an effect off the list.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account has no such effect, or it has another state.
    pub async fn discard_effect(&self, key: &EffectKey, now: i64) -> Result<()> {
        let mut write = self.begin().await?;
        let sql = "update effect set resolved_at = $5
                   where account_id = $1 and run_id = $2 and decision = $3 and position = $4
                     and state in ('failed', 'unknown')";
        let query = of_key(sqlx::query(sql), key).bind(now);
        let done = query.execute(&mut *write).await?;
        ended(write, done.rows_affected()).await
    }
}

type Query<'a> = sqlx::query::Query<'a, sqlx::Any, sqlx::any::AnyArguments>;

fn of_key<'a>(query: Query<'a>, key: &'a EffectKey) -> Query<'a> {
    query
        .bind(number(key.account))
        .bind(&key.run)
        .bind(key.decision)
        .bind(key.position)
}

/// Keeps the write only if it met its row.
pub(super) async fn ended(write: Transaction, rows: u64) -> Result<()> {
    match rows {
        0 => Err(Error::NotFound),
        _ => Ok(write.commit().await?),
    }
}
