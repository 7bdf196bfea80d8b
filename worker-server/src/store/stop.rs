//! The kill switch: scenarios are switched off, and what waits of them is dropped in the same transaction.

use super::{Connection, Error, Result, Store, new_id, number};

/// What was dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dropped {
    /// Runs whose next block will not be decided.
    pub runs: u64,
    /// Delayed triggers.
    pub delayed: u64,
    /// Effects that were decided and not begun.
    pub effects: u64,
}

/// Runs that wait; which of them follows.
const RUNS: &str = "update run set state = 'stopped', finished_at = $3 where account_id = $1
    and ($2 is null or scenario_id = $2) and state = ";
/// amoCRM was not asked for these.
const EFFECTS: &str = "update effect set state = 'dropped', outcome_at = $3 where account_id = $1 and state = 'waiting'
    and run_id in (select id from run where account_id = $1 and ($2 is null or scenario_id = $2) and state = 'acting')";
/// What amoCRM was asked for gets its outcome, and nothing follows it.
const ACTING: &str = "update run set then_state = 'stopped', due_at = $3 where account_id = $1
    and ($2 is null or scenario_id = $2) and state = 'acting'";
const SWITCH: &str = "update scenario set enabled = 0 where account_id = $1
    and ($2 is null or scenario_id = $2) and deleted_at is null";
const NOTE: &str =
    "insert into stop (account_id, scenario_id, stopped_at, id, user_id, runs, delayed, effects)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";

impl Store {
    /// Stops a scenario, or every one of the account; `user` pressed the switch.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account has no such scenario.
    pub async fn stop(
        &self,
        account: u64,
        scenario: Option<u64>,
        user: u64,
        now: i64,
    ) -> Result<Dropped> {
        let mut write = self.begin_alone(account).await?;
        let place = (account, scenario, now);
        let switched = sqlx::query(SWITCH)
            .bind(number(account))
            .bind(scenario.map(number));
        let switched = switched.execute(&mut *write).await?.rows_affected();
        if switched == 0 && scenario.is_some() {
            return Err(Error::NotFound);
        }
        let effects = change(&mut write, EFFECTS.to_owned(), place).await?;
        let acting = change(&mut write, ACTING.to_owned(), place).await?;
        let ready = change(&mut write, format!("{RUNS}'ready'"), place).await?;
        let delayed = change(&mut write, format!("{RUNS}'delayed'"), place).await?;
        let dropped = Dropped {
            runs: acting + ready,
            delayed,
            effects,
        };
        note(&mut write, place, user, dropped).await?;
        write.commit().await?;
        Ok(dropped)
    }

    /// Whether a scenario was stopped at an instant, in Unix milliseconds, or after it.
    pub async fn is_stopped(
        &self,
        write: &mut Connection,
        account: u64,
        scenario: u64,
        at: i64,
    ) -> Result<bool> {
        let sql = "select count(*) from stop where account_id = $1 and stopped_at >= $3
                   and (scenario_id is null or scenario_id = $2)";
        let query = sqlx::query_scalar(sql)
            .bind(number(account))
            .bind(number(scenario));
        let stops: i64 = query.bind(at).fetch_one(write).await?;
        Ok(stops > 0)
    }
}

type Place = (u64, Option<u64>, i64);

async fn change(
    write: &mut Connection,
    sql: String,
    (account, scenario, now): Place,
) -> Result<u64> {
    let query = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(number(account))
        .bind(scenario.map(number))
        .bind(now);
    Ok(query.execute(write).await?.rows_affected())
}

async fn note(
    write: &mut Connection,
    (account, scenario, now): Place,
    user: u64,
    dropped: Dropped,
) -> Result<()> {
    sqlx::query(NOTE)
        .bind(number(account))
        .bind(scenario.map(number))
        .bind(now)
        .bind(new_id())
        .bind(number(user))
        .bind(number(dropped.runs))
        .bind(number(dropped.delayed))
        .bind(number(dropped.effects))
        .execute(write)
        .await?;
    Ok(())
}
