//! Table `decision`: one row per decided block, with the facts it saw.

use engine::{EntityRef, Run, log::Outcome};
use sqlx::FromRow;

use super::{Connection, Facts, Result, Store, number, run::kind_word, unsigned};

/// A decision to be stored.
#[derive(Clone, Debug)]
pub struct NewDecision {
    /// Statuses of block and triggers.
    pub outcome: Outcome,
    /// Facts without the names of the account.
    pub facts: Facts,
    /// The event that they are kept with, if one started the run.
    pub event: Option<String>,
    /// Digest of these names.
    pub dictionary: String,
    /// Digest of the decision.
    pub digest: String,
    /// Version of the scenario that decided.
    pub version: u64,
    /// Where the run stood: index of the block, and whether one matched before it.
    pub place: (usize, bool),
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

/// What a stored decision rests on.
#[derive(Debug, FromRow)]
pub struct GroundRow {
    /// Order within the run.
    pub position: i64,
    /// JSON as the engine read it.
    pub facts: String,
    facts_owner: Option<String>,
    /// Digest of the names of the account.
    pub dictionary: String,
    /// Digest of the decision.
    pub digest: String,
    version: i64,
    block: i64,
    matched: i64,
}

impl GroundRow {
    /// Version of the scenario that decided.
    pub fn version(&self) -> u64 {
        unsigned(self.version)
    }

    /// The run as it stood before the decision.
    pub fn run(&self, run: Run) -> Run {
        Run {
            block: usize::try_from(self.block).unwrap_or_default(),
            matched: self.matched == 1,
            ..run
        }
    }
}

impl DecisionRow {
    /// Statuses of block and triggers.
    pub fn outcome(&self) -> Result<Outcome> {
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
        let owner = new.event.as_deref().unwrap_or(run);
        self.keep_facts(write, (account, owner), &new.facts).await?;
        let sql = "insert into decision (account_id, run_id, position, log, facts, dictionary, decided_at, digest,
                     version, block, matched, facts_owner)
                   select $1, $2, coalesce(max(position), -1) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11
                   from decision where account_id = $1 and run_id = $2 returning position";
        let query = sqlx::query_scalar(sql)
            .bind(number(account))
            .bind(run)
            .bind(serde_json::to_string(&new.outcome)?)
            .bind(new.facts.rest())
            .bind(&new.dictionary)
            .bind(now)
            .bind(&new.digest)
            .bind(number(new.version))
            .bind(i64::try_from(new.place.0).unwrap_or_default())
            .bind(i64::from(new.place.1))
            .bind(owner);
        Ok(query.fetch_one(write).await?)
    }

    /// Decisions of a run in order.
    pub async fn decisions(&self, account: u64, run: &str) -> Result<Vec<DecisionRow>> {
        let sql = "select run_id, position, log, decided_at from decision
                   where account_id = $1 and run_id = $2 order by position";
        let query = sqlx::query_as(sql).bind(number(account)).bind(run);
        Ok(query.fetch_all(&self.readers).await?)
    }

    /// What the decisions of a run rest on, in order; older ones were stored without.
    pub async fn grounds(&self, account: u64, run: &str) -> Result<Vec<GroundRow>> {
        let sql = "select position, facts, facts_owner, dictionary, digest, version, block, matched from decision
                   where account_id = $1 and run_id = $2 and digest is not null order by position";
        let query = sqlx::query_as(sql).bind(number(account)).bind(run);
        let mut rows: Vec<GroundRow> = query.fetch_all(&self.readers).await?;
        for row in &mut rows {
            // Decisions of older servers hold their facts themselves.
            if let Some(owner) = &row.facts_owner {
                row.facts = self.facts_of(account, owner, &row.facts).await?;
            }
        }
        Ok(rows)
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

    /// Those of all scenarios' runs for an entity.
    pub async fn decisions_about(
        &self,
        account: u64,
        entity: EntityRef,
        (oldest, newest): (&str, &str),
    ) -> Result<Vec<DecisionRow>> {
        let sql = "select d.run_id, d.position, d.log, d.decided_at from run r
                   join decision d on d.account_id = r.account_id and d.run_id = r.id
                   where r.account_id = $1 and r.entity_kind = $2 and r.entity_id = $3 and r.id between $4 and $5
                   order by d.run_id, d.position";
        let query = sqlx::query_as(sql)
            .bind(number(account))
            .bind(kind_word(entity.kind))
            .bind(number(entity.id))
            .bind(oldest)
            .bind(newest);
        Ok(query.fetch_all(&self.readers).await?)
    }
}
