//! Table `effect`: what was intended and what came of it, for effects of many runs at once.

use std::collections::HashSet;

use engine::Problem;
use sqlx::{AssertSqlSafe, FromRow};

use super::run::finished;
use super::{Connection, EffectKey, EffectRow, EffectState, Result, Store, number, rows};

/// What came of calls; saved as one.
#[derive(Debug, Default)]
pub struct Outcomes {
    /// Effects with a final state.
    pub settled: Vec<Settled>,
    /// Effects that failed for now.
    pub again: Vec<TriedAgain>,
    /// Runs that go on later: until when, Unix milliseconds, and after how many failed attempts.
    pub put_off: Vec<(String, i64, u32)>,
    /// Runs whose effects have all an outcome: they go on to what was decided.
    pub finished: Vec<String>,
}

/// An effect with a final state.
#[derive(Debug)]
pub struct Settled {
    /// Which.
    pub key: EffectKey,
    /// The state.
    pub state: EffectState,
    /// Number of what was made.
    pub created: Option<u64>,
    /// Why it failed.
    pub problem: Option<Problem>,
}

/// An effect of which amoCRM certainly did nothing (`Waiting`) or may have (`Intent`).
#[derive(Debug)]
pub struct TriedAgain {
    /// Which.
    pub key: EffectKey,
    /// The state.
    pub state: EffectState,
    /// Failed attempts.
    pub attempts: u32,
}

impl Outcomes {
    fn is_empty(&self) -> bool {
        let Self {
            settled,
            again,
            put_off,
            finished,
        } = self;
        settled.is_empty() && again.is_empty() && put_off.is_empty() && finished.is_empty()
    }
}

/// An effect with its run.
#[derive(FromRow)]
struct Owned {
    run_id: String,
    #[sqlx(flatten)]
    row: EffectRow,
}

impl Store {
    /// Effects of runs, those of each run in order.
    pub async fn effects_of(
        &self,
        account: u64,
        runs: &[&str],
    ) -> Result<Vec<(String, EffectRow)>> {
        let mut all = Vec::new();
        for part in rows::parts(runs) {
            let sql = format!(
                "select run_id, decision, position, effect, state, attempt, intent_at, problem, created_id from effect
                 where account_id = $1 and run_id in ({}) order by run_id, decision, position",
                rows::places(2, part.len())
            );
            let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(number(account));
            for run in part {
                query = query.bind(*run);
            }
            let owned: Vec<Owned> = query.fetch_all(&self.readers).await?;
            all.extend(owned.into_iter().map(|it| (it.run_id, it.row)));
        }
        Ok(all)
    }

    /// Stores that amoCRM is about to be asked; the instant of the first time stays.
    /// The answer is without those that the kill switch dropped meanwhile.
    pub async fn intend(
        &self,
        account: u64,
        keys: &[EffectKey],
        now: i64,
    ) -> Result<HashSet<EffectKey>> {
        let mut intended = HashSet::new();
        if keys.is_empty() {
            return Ok(intended);
        }
        let mut write = self.begin().await?;
        for part in rows::parts(keys) {
            let sql = format!(
                "update effect set state = 'intent', intent_at = coalesce(intent_at, $2)
                 where account_id = $1 and state in ('waiting', 'intent') and (run_id, decision, position) in (values {})
                 returning run_id, decision, position",
                rows::table(3, part.len(), 3)
            );
            let mut query = sqlx::query_as(AssertSqlSafe(sql))
                .bind(number(account))
                .bind(now);
            for key in part {
                query = query.bind(&key.run).bind(key.decision).bind(key.position);
            }
            let rows: Vec<(String, i64, i64)> = query.fetch_all(&mut *write).await?;
            intended.extend(rows.into_iter().map(|(run, decision, position)| EffectKey {
                account,
                run,
                decision,
                position,
            }));
        }
        write.commit().await?;
        Ok(intended)
    }

    /// Stores what came of calls, all or nothing.
    pub async fn save_outcomes(&self, account: u64, outcomes: Outcomes, now: i64) -> Result<()> {
        if outcomes.is_empty() {
            return Ok(());
        }
        let mut write = self.begin().await?;
        let (plain, others): (Vec<_>, Vec<_>) = outcomes
            .settled
            .into_iter()
            .partition(|it| it.state == EffectState::Done && it.created.is_none());
        done(&mut write, account, &plain, now).await?;
        for one in &others {
            settle(&mut write, one, now).await?;
        }
        for one in &outcomes.again {
            try_again(&mut write, one).await?;
        }
        for (run, due_at, attempts) in &outcomes.put_off {
            super::run::put_off(&mut write, (account, run), *due_at, *attempts).await?;
        }
        finished(&mut write, account, &outcomes.finished, now).await?;
        Ok(write.commit().await?)
    }
}

/// Most effects have nothing to tell but that they were carried out.
async fn done(write: &mut Connection, account: u64, all: &[Settled], now: i64) -> Result<()> {
    for part in rows::parts(all) {
        let sql = format!(
            "update effect set state = 'done', outcome_at = $2, problem = null
             where account_id = $1 and (run_id, decision, position) in (values {})",
            rows::table(3, part.len(), 3)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql))
            .bind(number(account))
            .bind(now);
        for it in part {
            query = query
                .bind(&it.key.run)
                .bind(it.key.decision)
                .bind(it.key.position);
        }
        query.execute(&mut *write).await?;
    }
    Ok(())
}

async fn settle(write: &mut Connection, one: &Settled, now: i64) -> Result<()> {
    let sql = "update effect set state = $5, created_id = $6, problem = $7, outcome_at = $8
               where account_id = $1 and run_id = $2 and decision = $3 and position = $4";
    let query = one.key.bound(sql).bind(one.state.word());
    let problem = one
        .problem
        .as_ref()
        .map(serde_json::to_string)
        .transpose()?;
    let query = query.bind(one.created.map(number)).bind(problem).bind(now);
    query.execute(write).await?;
    Ok(())
}

async fn try_again(write: &mut Connection, one: &TriedAgain) -> Result<()> {
    let sql = "update effect set state = $5, attempt = $6
               where account_id = $1 and run_id = $2 and decision = $3 and position = $4";
    let query = one.key.bound(sql).bind(one.state.word());
    query.bind(i64::from(one.attempts)).execute(write).await?;
    Ok(())
}
