//! Table `effect`: intent before the call, outcome after it.

use engine::{Effect, EntityKind, EntityRef, Problem};
use sqlx::FromRow;

use super::{Connection, Result, Store, number, unsigned};

/// Where an effect stands in its account.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EffectKey {
    /// The account.
    pub account: u64,
    /// The run that asked for it.
    pub run: String,
    /// Decision within the run.
    pub decision: i64,
    /// Place within the decision.
    pub position: i64,
}

/// State of an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EffectState {
    /// amoCRM was not asked.
    Waiting,
    /// amoCRM may have been asked; the answer is not known yet.
    Intent,
    /// Carried out.
    Done,
    /// Refused for good.
    Failed,
    /// It can't be found out whether it was carried out.
    Unknown,
    /// Never begun: the kill switch dropped it.
    Dropped,
}

impl EffectState {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Intent => "intent",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Dropped => "dropped",
        }
    }

    fn read(word: &str) -> Self {
        match word {
            "waiting" => Self::Waiting,
            "intent" => Self::Intent,
            "done" => Self::Done,
            "failed" => Self::Failed,
            "dropped" => Self::Dropped,
            _ => Self::Unknown,
        }
    }
}

/// A stored effect.
#[derive(Clone, Debug, FromRow)]
pub struct EffectRow {
    /// Decision within the run.
    pub decision: i64,
    /// Place within the decision.
    pub position: i64,
    effect: String,
    state: String,
    attempt: i64,
    /// Unix milliseconds of the first call.
    pub intent_at: Option<i64>,
    problem: Option<String>,
    created_id: Option<i64>,
}

impl EffectRow {
    /// Number of what it made.
    pub fn created(&self) -> Option<u64> {
        self.created_id.map(unsigned)
    }

    /// What is asked for.
    pub fn effect(&self) -> Result<Effect> {
        Ok(serde_json::from_str(&self.effect)?)
    }

    /// Its state.
    pub fn state(&self) -> EffectState {
        EffectState::read(&self.state)
    }

    /// Calls without an answer so far.
    pub fn attempt(&self) -> u32 {
        u32::try_from(self.attempt).unwrap_or_default()
    }

    /// Why it failed.
    pub fn problem(&self) -> Result<Option<Problem>> {
        Ok(self
            .problem
            .as_deref()
            .map(serde_json::from_str)
            .transpose()?)
    }
}

impl Store {
    /// Adds an effect that waits, or one that has its outcome within the same transaction.
    pub async fn add_effect(
        &self,
        write: &mut Connection,
        key: &EffectKey,
        effect: &Effect,
        (state, problem): (EffectState, Option<&Problem>),
    ) -> Result<()> {
        let sql =
            "insert into effect (account_id, run_id, decision, position, effect, state, attempt,
                     entity_kind, entity_id, problem, makes)
                   values ($1, $2, $3, $4, $5, $8, 0, $6, $7, $9, $10)";
        let entity = effect.entity();
        sqlx::query(sql)
            .bind(number(key.account))
            .bind(&key.run)
            .bind(key.decision)
            .bind(key.position)
            .bind(serde_json::to_string(effect)?)
            .bind(entity.kind.word())
            .bind(number(entity.id))
            .bind(state.word())
            .bind(problem.map(serde_json::to_string).transpose()?)
            .bind(makes(effect).map(engine::EntityKind::word))
            .execute(write)
            .await?;
        Ok(())
    }

    /// Effects of a run in order.
    pub async fn effects(&self, account: u64, run: &str) -> Result<Vec<EffectRow>> {
        let sql =
            "select decision, position, effect, state, attempt, intent_at, problem, created_id from effect
                   where account_id = $1 and run_id = $2 order by decision, position";
        let query = sqlx::query_as(sql).bind(number(account)).bind(run);
        Ok(query.fetch_all(&self.readers).await?)
    }

    /// Numbers of what the account's effects have made since an instant.
    pub async fn made_since(&self, account: u64, since: i64) -> Result<Vec<u64>> {
        let sql = "select created_id from effect
                   where account_id = $1 and created_id is not null and outcome_at >= $2";
        let query = sqlx::query_scalar(sql).bind(number(account)).bind(since);
        let ids: Vec<i64> = query.fetch_all(&self.readers).await?;
        Ok(ids.into_iter().map(super::unsigned).collect())
    }
}

impl Store {
    /// Whether a write of ours may be the cause of what happened at a time, in Unix milliseconds, or since then.
    pub async fn wrote_since(&self, account: u64, at: i64) -> Result<bool> {
        let sql = "select case when exists (select 1 from effect where account_id = $1 and outcome_at >= $2)
                     or exists (select 1 from effect where account_id = $1 and intent_at is not null
                       and outcome_at is null) then 1 else 0 end";
        let query = sqlx::query_scalar(sql)
            .bind(number(account))
            .bind(at - AROUND_MS);
        let wrote: i32 = query.fetch_one(&self.readers).await?;
        Ok(wrote == 1)
    }

    /// Length of the longest chain of runs whose effects wrote to an entity, or made it, around a time, in Unix
    /// milliseconds.
    ///
    /// amoCRM names no author for writes through its API, so own writes are told by entity and time; the hook about
    /// something new may come before its number is known.
    /// A person's change of the same second counts too; that only makes the chain look longer.
    pub async fn chain_at(&self, account: u64, entity: EntityRef, at: i64) -> Result<Option<u32>> {
        let sql = "select max(depth) from (
                     select max(r.depth) as depth from effect e
                       join run r on r.account_id = e.account_id and r.id = e.run_id
                       where e.account_id = $1 and e.entity_kind = $2 and e.entity_id = $3
                         and e.intent_at <= $4 and (e.outcome_at is null or e.outcome_at >= $5)
                     union all
                     select max(r.depth) as depth from effect e
                       join run r on r.account_id = e.account_id and r.id = e.run_id
                       where e.account_id = $1 and e.makes = $2 and e.created_id = $3
                         and e.intent_at <= $4 and e.outcome_at >= $5
                     union all
                     select max(r.depth) as depth from effect e
                       join run r on r.account_id = e.account_id and r.id = e.run_id
                       where e.account_id = $1 and e.makes = $2 and e.created_id is null
                         and e.intent_at <= $4 and e.outcome_at is null) own";
        let query = sqlx::query_scalar(sql)
            .bind(number(account))
            .bind(entity.kind.word())
            .bind(number(entity.id))
            .bind(at + AROUND_MS)
            .bind(at - AROUND_MS);
        let depth: Option<i64> = query.fetch_one(&self.readers).await?;
        Ok(depth.and_then(|depth| u32::try_from(depth).ok()))
    }
}

/// What it makes, if scenarios may listen to that.
pub fn makes(effect: &Effect) -> Option<EntityKind> {
    match effect {
        Effect::CreateTask { .. } => Some(EntityKind::Task),
        Effect::CreateEntity { new, .. } => Some(new.kind),
        _ => None,
    }
}

/// amoCRM gives whole seconds, and its clock may differ a little.
const AROUND_MS: i64 = 2_000;

type Query<'q> = sqlx::query::Query<'q, sqlx::Any, sqlx::any::AnyArguments>;

impl EffectKey {
    /// A statement whose first four parameters are these.
    pub(super) fn bound(&self, sql: &'static str) -> Query<'_> {
        sqlx::query(sql)
            .bind(number(self.account))
            .bind(&self.run)
            .bind(self.decision)
            .bind(self.position)
    }
}
