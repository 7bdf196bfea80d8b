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

/// Runs that wait; which of them, and in which state, follows.
const RUNS: &str = "update run set state = 'stopped', finished_at = $3 where account_id = $1";
/// amoCRM was not asked for these; their runs follow.
const EFFECTS: &str = "update effect set state = 'dropped', outcome_at = $3 where account_id = $1 and state = 'waiting'
    and run_id in (select id from run where account_id = $1 and state = 'acting'";
/// What amoCRM was asked for gets its outcome, and nothing follows it; a run that lost nothing by it is just done.
const ACTING: &str =
    "update run set then_state = 'stopped', due_at = $3 where account_id = $1 and state = 'acting'
    and (then_state <> 'done' or exists (select 1 from effect e
      where e.account_id = run.account_id and e.run_id = run.id and e.state = 'dropped'))";
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
        let switched = sqlx::query(SWITCH)
            .bind(number(account))
            .bind(scenario.map(number));
        let switched = switched.execute(&mut *write).await?.rows_affected();
        if switched == 0 && scenario.is_some() {
            return Err(Error::NotFound);
        }
        let dropped = drop_waiting(&mut write, account, &Which::Scenario(scenario), now).await?;
        launches_of(&mut write, (account, scenario)).await?;
        note(&mut write, (account, scenario, now), user, dropped).await?;
        write.commit().await?;
        Ok(dropped)
    }

    /// When a scenario, or the whole account, was stopped last, Unix milliseconds.
    pub async fn stopped_at(
        &self,
        write: &mut Connection,
        account: u64,
        scenario: u64,
    ) -> Result<Option<i64>> {
        let sql = "select max(stopped_at) from stop where account_id = $1
                   and (scenario_id is null or scenario_id = $2)";
        let query = sqlx::query_scalar(sql)
            .bind(number(account))
            .bind(number(scenario));
        Ok(query.fetch_one(write).await?)
    }
}

/// Which runs are stopped.
pub(super) enum Which<'a> {
    /// Those of a scenario, or all of the account.
    Scenario(Option<u64>),
    /// Those that one event started, with all that they started in turn.
    Event(&'a str),
}

impl Which<'_> {
    fn condition(&self) -> &'static str {
        match self {
            Self::Scenario(_) => " and ($2 is null or scenario_id = $2)",
            Self::Event(_) => " and event_id = $2",
        }
    }
}

/// Drops what waits of these runs; what amoCRM has been asked for gets its outcome.
pub(super) async fn drop_waiting(
    write: &mut Connection,
    account: u64,
    which: &Which<'_>,
    now: i64,
) -> Result<Dropped> {
    let of = which.condition();
    let mut change = async |sql: String| {
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(number(account));
        let query = match which {
            Which::Scenario(id) => query.bind(id.map(number)),
            Which::Event(id) => query.bind(*id),
        };
        let done = query.bind(now).execute(&mut *write).await?;
        Ok::<_, Error>(done.rows_affected())
    };
    let effects = change(format!("{EFFECTS}{of})")).await?;
    let acting = change(format!("{ACTING}{of}")).await?;
    let ready = change(format!("{RUNS}{of} and state = 'ready'")).await?;
    let delayed = change(format!("{RUNS}{of} and state = 'delayed'")).await?;
    Ok(Dropped {
        runs: acting + ready,
        delayed,
        effects,
    })
}

/// Orders to start that nobody has looked at yet.
async fn launches_of(
    write: &mut Connection,
    (account, scenario): (u64, Option<u64>),
) -> Result<()> {
    let sql = "update launch set state = 'stopped' where account_id = $1 and state = 'new'
               and ($2 is null or scenario_id = $2)";
    let query = sqlx::query(sql)
        .bind(number(account))
        .bind(scenario.map(number));
    query.execute(write).await?;
    Ok(())
}

async fn note(
    write: &mut Connection,
    (account, scenario, now): (u64, Option<u64>, i64),
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
