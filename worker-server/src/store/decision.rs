//! Table `decision`: one row per decided block, with the facts it saw.

use std::collections::HashMap;

use engine::{EntityRef, Run, log::Outcome};
use sqlx::{AssertSqlSafe, FromRow};

use super::{Connection, Facts, Result, Store, number, rows, unsigned};

/// Parameters of a decision.
const COLUMNS: usize = 9;

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

impl NewDecision {
    /// With what its facts are kept.
    fn owner<'a>(&'a self, run: &'a str) -> &'a str {
        self.event.as_deref().unwrap_or(run)
    }
}

impl Store {
    /// Adds decisions of different runs; the answer is the place of each one within its run.
    pub async fn add_decisions(
        &self,
        write: &mut Connection,
        account: u64,
        all: &[(&str, &NewDecision)],
        now: i64,
    ) -> Result<Vec<i64>> {
        let seen = all.iter().map(|(run, new)| (new.owner(run), &new.facts));
        let seen: Vec<(&str, &Facts)> = seen.collect();
        self.keep_facts(write, account, &seen).await?;
        let mut places = HashMap::new();
        for part in rows::parts(all) {
            places.extend(insert(write, account, part, now).await?);
        }
        let place = |(run, _): &(&str, &NewDecision)| places.get(*run).copied().unwrap_or_default();
        Ok(all.iter().map(place).collect())
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
            .bind(entity.kind.word())
            .bind(number(entity.id))
            .bind(oldest)
            .bind(newest);
        Ok(query.fetch_all(&self.readers).await?)
    }
}

/// One statement; runs with the places of their decisions.
async fn insert(
    write: &mut Connection,
    account: u64,
    all: &[(&str, &NewDecision)],
    now: i64,
) -> Result<Vec<(String, i64)>> {
    let rows = rows::values(all.len(), |row| {
        let first = 3 + row * COLUMNS;
        let place = format!(
            "(select coalesce(max(position), -1) + 1 from decision where account_id = $1 and run_id = ${first})"
        );
        format!("($1, $2, {place}, {})", rows::places(first, COLUMNS))
    });
    let sql = format!(
        "insert into decision (account_id, decided_at, position, run_id, log, facts, dictionary, digest, version,
           block, matched, facts_owner)
         values {rows} returning run_id, position"
    );
    let mut query = sqlx::query_as(AssertSqlSafe(sql))
        .bind(number(account))
        .bind(now);
    for (run, new) in all {
        query = query
            .bind(*run)
            .bind(serde_json::to_string(&new.outcome)?)
            .bind(new.facts.rest())
            .bind(&new.dictionary)
            .bind(&new.digest)
            .bind(number(new.version))
            .bind(i64::try_from(new.place.0).unwrap_or_default())
            .bind(i64::from(new.place.1))
            .bind(new.owner(run));
    }
    Ok(query.fetch_all(write).await?)
}
