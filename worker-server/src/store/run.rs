//! Table `run`: where each execution stands, whose turn is next, what the debugger lists.

use engine::{EntityKind, EntityRef, Problem, Run};
use sqlx::{AssertSqlSafe, FromRow};

use super::{Connection, Error, Result, Store, number, rows, unsigned};

/// State of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunState {
    /// A delayed trigger that is not due, or whose scenario is switched off.
    Delayed,
    /// The next step is a decision.
    Ready,
    /// Effects of the last decision are not finished.
    Acting,
    /// Finished.
    Done,
    /// Rejected by the frequency.
    TooOften,
    /// Stopped by an error.
    Failed,
    /// Dropped by the kill switch.
    Stopped,
}

impl RunState {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Delayed => "delayed",
            Self::Ready => "ready",
            Self::Acting => "acting",
            Self::Done => "done",
            Self::TooOften => "too_often",
            Self::Failed => "failed",
            Self::Stopped => "stopped",
        }
    }

    pub(super) fn read(word: &str) -> Self {
        match word {
            "delayed" => Self::Delayed,
            "ready" => Self::Ready,
            "acting" => Self::Acting,
            "done" => Self::Done,
            "too_often" => Self::TooOften,
            "stopped" => Self::Stopped,
            _ => Self::Failed,
        }
    }
}

/// A run as it is stored.
#[derive(Clone, Debug, FromRow)]
pub struct RunRow {
    /// Identifier.
    pub id: String,
    scenario_id: i64,
    version: i64,
    event: String,
    entity_kind: String,
    entity_id: i64,
    block: i64,
    matched: i64,
    depth: i64,
    variables: String,
    state: String,
    attempt: i64,
    /// When it may go on, Unix milliseconds.
    pub due_at: i64,
    /// When its event came, Unix milliseconds.
    pub started_at: i64,
    problem: Option<String>,
    fires_block: Option<String>,
    fires_trigger: Option<String>,
}

impl RunRow {
    /// Block and trigger that it is for, if it is a delayed trigger.
    pub fn fires(&self) -> Option<(&str, &str)> {
        self.fires_block
            .as_deref()
            .zip(self.fires_trigger.as_deref())
    }

    /// Scenario and its version.
    pub fn scenario(&self) -> (u64, u64) {
        (unsigned(self.scenario_id), unsigned(self.version))
    }

    /// The entity it runs for.
    pub fn entity(&self) -> EntityRef {
        EntityRef {
            kind: kind_of(&self.entity_kind),
            id: unsigned(self.entity_id),
        }
    }

    /// Its state.
    pub fn state(&self) -> RunState {
        RunState::read(&self.state)
    }

    /// Failed attempts of the current step.
    pub fn attempt(&self) -> u32 {
        u32::try_from(self.attempt).unwrap_or_default()
    }

    /// Why it stopped.
    pub fn problem(&self) -> Result<Option<Problem>> {
        Ok(self
            .problem
            .as_deref()
            .map(serde_json::from_str)
            .transpose()?)
    }

    /// Code of the event that started it.
    pub fn event(&self) -> &str {
        &self.event
    }

    /// The run as the engine takes it.
    pub fn run(&self) -> Result<Run> {
        Ok(Run {
            event: self.event.clone(),
            entity: self.entity(),
            block: usize::try_from(self.block).unwrap_or_default(),
            matched: self.matched == 1,
            depth: u32::try_from(self.depth).unwrap_or_default(),
            variables: serde_json::from_str(&self.variables)?,
        })
    }
}

/// The kind of a word in rows.
pub fn kind_of(word: &str) -> EntityKind {
    let kind = EntityKind::ALL.into_iter().find(|kind| kind.word() == word);
    kind.unwrap_or(EntityKind::Lead)
}

impl Store {
    /// The scenario with open runs of a state that follows another one, for fair turns; `None` at the end of the round.
    pub async fn next_scenario(
        &self,
        account: u64,
        state: RunState,
        after: u64,
    ) -> Result<Option<u64>> {
        let sql = "select min(scenario_id) from run where account_id = $1 and state = $2 and scenario_id > $3";
        let query = sqlx::query_scalar(sql).bind(number(account));
        let query = query.bind(state.word()).bind(number(after));
        let next: Option<i64> = query.fetch_one(&self.readers).await?;
        Ok(next.map(unsigned))
    }

    /// Runs of a scenario in a state that may go on now, the oldest first.
    ///
    /// No older run of the same entity may be under way.
    /// A run that waits for the timer of a block does not hold up its entity; a failed attempt does.
    ///
    /// The offset keeps PostgreSQL from reading all open runs of the account instead of asking the index for each row.
    pub async fn due_runs(
        &self,
        state: RunState,
        (account, scenario): (u64, u64),
        now: i64,
        limit: i64,
    ) -> Result<Vec<RunRow>> {
        let sql = "select r.* from run r
                   where r.account_id = $1 and r.state = $5 and r.scenario_id = $2 and r.due_at <= $3
                     and not exists (select 1 from run o where o.account_id = r.account_id
                       and o.entity_kind = r.entity_kind and o.entity_id = r.entity_id
                       and o.state in ('ready', 'acting') and o.id < r.id
                       and (o.state = 'acting' or o.attempt > 0 or o.due_at <= $3)
                       limit 1 offset 0)
                   order by r.due_at, r.id limit $4";
        let query = sqlx::query_as(sql)
            .bind(number(account))
            .bind(number(scenario))
            .bind(now)
            .bind(limit)
            .bind(state.word());
        Ok(query.fetch_all(&self.readers).await?)
    }

    /// When the next open run may go on, Unix milliseconds.
    pub async fn next_due(&self, account: u64, after: i64) -> Result<Option<i64>> {
        let sql = "select min(due) from (
                     select min(due_at) as due from run
                       where account_id = $1 and state = 'ready' and due_at > $2
                     union all
                     select min(due_at) as due from run
                       where account_id = $1 and state = 'delayed' and due_at > $2
                     union all
                     select min(due_at) as due from run
                       where account_id = $1 and state = 'acting' and due_at > $2) next";
        let query = sqlx::query_scalar(sql).bind(number(account)).bind(after);
        Ok(query.fetch_one(&self.readers).await?)
    }

    /// Puts a run off; an attempt is counted if it was one.
    pub async fn put_off(&self, account: u64, run: &str, due_at: i64, attempts: u32) -> Result<()> {
        let mut write = self.begin().await?;
        put_off(&mut write, (account, run), due_at, attempts).await?;
        Ok(write.commit().await?)
    }

    /// Ends a run before its time.
    pub async fn stop_run(
        &self,
        (account, run): (u64, &str),
        state: RunState,
        problem: Option<&Problem>,
        now: i64,
    ) -> Result<()> {
        let mut write = self.begin().await?;
        let sql =
            "update run set state = $3, problem = $4, finished_at = $5, failures = failures + $6
                   where account_id = $1 and id = $2 and state <> 'stopped'";
        sqlx::query(sql)
            .bind(number(account))
            .bind(run)
            .bind(state.word())
            .bind(problem.map(serde_json::to_string).transpose()?)
            .bind(now)
            .bind(i64::from(state == RunState::Failed))
            .execute(&mut *write)
            .await?;
        Ok(write.commit().await?)
    }

    /// Runs of a scenario, newest first.
    pub async fn runs(
        &self,
        account: u64,
        scenario: u64,
        (before, entity): (Option<&str>, Option<u64>),
        limit: i64,
    ) -> Result<Vec<RunRow>> {
        let sql = "select * from run where account_id = $1 and scenario_id = $2
                     and ($3 is null or id < $3) and ($4 is null or entity_id = $4)
                   order by id desc limit $5";
        let query = sqlx::query_as(sql)
            .bind(number(account))
            .bind(number(scenario))
            .bind(before)
            .bind(entity.map(number))
            .bind(limit);
        Ok(query.fetch_all(&self.readers).await?)
    }

    /// Runs of all scenarios for an entity, newest first.
    pub async fn runs_of(
        &self,
        account: u64,
        entity: EntityRef,
        before: Option<&str>,
        limit: i64,
    ) -> Result<Vec<RunRow>> {
        let sql = "select * from run where account_id = $1 and entity_kind = $2 and entity_id = $3
                     and ($4 is null or id < $4) order by id desc limit $5";
        let query = sqlx::query_as(sql)
            .bind(number(account))
            .bind(entity.kind.word())
            .bind(number(entity.id))
            .bind(before)
            .bind(limit);
        Ok(query.fetch_all(&self.readers).await?)
    }

    /// One run.
    pub async fn run(&self, account: u64, id: &str) -> Result<RunRow> {
        let sql = "select * from run where account_id = $1 and id = $2";
        let query = sqlx::query_as(sql).bind(number(account)).bind(id);
        query
            .fetch_optional(&self.readers)
            .await?
            .ok_or(Error::NotFound)
    }
}

/// Puts a run off; an attempt is counted if it was one.
pub(super) async fn put_off(
    write: &mut Connection,
    (account, run): (u64, &str),
    due_at: i64,
    attempts: u32,
) -> Result<()> {
    let sql = "update run set due_at = $3, attempt = $4 where account_id = $1 and id = $2";
    let query = sqlx::query(sql)
        .bind(number(account))
        .bind(run)
        .bind(due_at);
    query.bind(i64::from(attempts)).execute(write).await?;
    Ok(())
}

/// Lets runs go on to what was decided, because every effect has an outcome.
pub(super) async fn finished(
    write: &mut Connection,
    account: u64,
    runs: &[String],
    now: i64,
) -> Result<()> {
    for part in rows::parts(runs) {
        let sql = format!(
            "update run set state = then_state, due_at = $2 + delay_ms, attempt = 0,
               finished_at = case when then_state in ('done', 'stopped') then $2 else null end,
               failures = failures + (select count(*) from effect e where e.account_id = $1 and e.run_id = run.id
                 and e.state in ('failed', 'unknown') and e.decision =
                   (select max(decision) from effect m where m.account_id = $1 and m.run_id = run.id))
             where account_id = $1 and state = 'acting' and id in ({})",
            rows::places(3, part.len())
        );
        let mut query = sqlx::query(AssertSqlSafe(sql))
            .bind(number(account))
            .bind(now);
        for run in part {
            query = query.bind(run);
        }
        query.execute(&mut *write).await?;
    }
    Ok(())
}
