//! Table `run`: runs are added, and moved on after decisions, many at once.

use engine::{EntityRef, Run};
use sqlx::any::AnyArguments;
use sqlx::{Any, AssertSqlSafe};

use super::run::RunState;
use super::{Connection, Error, Result, Store, number, rows};

type Query<'q> = sqlx::query::Query<'q, Any, AnyArguments>;

/// Columns that [`bound`] fills.
const COLUMNS: usize = 20;

/// A run to be stored.
#[derive(Clone, Debug)]
pub struct NewRun {
    /// Identifier, ordered by age.
    pub id: String,
    /// Scenario and its version.
    pub scenario: (u64, u64),
    /// Event that started it, if a hook did.
    pub event_id: Option<String>,
    /// Where it stands.
    pub run: Run,
    /// Waits, or was rejected at once.
    pub state: RunState,
    /// When its first step may be taken, Unix milliseconds.
    pub due_at: i64,
    /// When its event came, Unix milliseconds.
    pub started_at: i64,
    /// Block and trigger that it is for, if it is a delayed trigger.
    pub fires: Option<(String, String)>,
    /// Entity that this trigger acts on, if it is another one than that of the run.
    pub target: Option<EntityRef>,
}

/// Where a run goes after a decision, as soon as the effects of it have outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// `Ready` for another block, or `Done`.
    pub then: RunState,
    /// The block that comes next.
    pub block: usize,
    /// Whether a block matched so far.
    pub matched: bool,
    /// Timer of that block.
    pub delay_ms: i64,
    /// Triggers that failed in this step.
    pub failures: usize,
    /// Whether effects have to be carried out before.
    pub acting: bool,
}

impl Store {
    /// Adds runs.
    pub async fn add_runs(
        &self,
        write: &mut Connection,
        account: u64,
        runs: &[NewRun],
    ) -> Result<()> {
        for part in rows::parts(runs) {
            let rows = rows::values(part.len(), |row| {
                format!(
                    "({}, 0, 'done', 0, 0)",
                    rows::places(1 + row * COLUMNS, COLUMNS)
                )
            });
            let sql = format!(
                "insert into run (account_id, id, scenario_id, version, event, event_id, entity_kind, entity_id, block,
                   matched, depth, variables, state, due_at, started_at, finished_at, fires_block, fires_trigger,
                   target_kind, target_id, attempt, then_state, delay_ms, failures) values {rows}"
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for new in part {
                query = bound(query, account, new)?;
            }
            query.execute(&mut *write).await?;
        }
        Ok(())
    }

    /// Moves runs on after decisions; with effects they first wait for their outcomes.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the kill switch dropped one of them meanwhile.
    pub async fn move_runs(
        &self,
        write: &mut Connection,
        (account, runs): (u64, &[&str]),
        position: &Position,
        now: i64,
    ) -> Result<()> {
        for part in rows::parts(runs) {
            let sql = format!(
                "update run set state = $2, then_state = $3, block = $4, matched = $5, delay_ms = $6, due_at = $7,
                   failures = failures + $8, attempt = 0, finished_at = $9
                 where account_id = $1 and state <> 'stopped' and id in ({})",
                rows::places(10, part.len())
            );
            let query = sqlx::query(AssertSqlSafe(sql)).bind(number(account));
            let mut query = position.bound(query, now);
            for run in part {
                query = query.bind(*run);
            }
            let moved = query.execute(&mut *write).await?.rows_affected();
            if usize::try_from(moved) != Ok(part.len()) {
                return Err(Error::Conflict);
            }
        }
        Ok(())
    }
}

impl Position {
    /// Parameters from the state to the end of the run.
    fn bound(self, query: Query<'_>, now: i64) -> Query<'_> {
        let (state, delay_ms) = match self.acting {
            true => (RunState::Acting, 0),
            false => (self.then, self.delay_ms),
        };
        query
            .bind(state.word())
            .bind(self.then.word())
            .bind(i64::try_from(self.block).unwrap_or_default())
            .bind(i64::from(self.matched))
            .bind(self.delay_ms)
            .bind(now + delay_ms)
            .bind(i64::try_from(self.failures).unwrap_or_default())
            .bind((state == RunState::Done).then_some(now))
    }
}

/// A row of a new run.
fn bound<'q>(query: Query<'q>, account: u64, new: &'q NewRun) -> Result<Query<'q>> {
    let open = matches!(
        new.state,
        RunState::Delayed | RunState::Ready | RunState::Acting
    );
    let fires = new.fires.as_ref();
    Ok(query
        .bind(number(account))
        .bind(&new.id)
        .bind(number(new.scenario.0))
        .bind(number(new.scenario.1))
        .bind(&new.run.event)
        .bind(&new.event_id)
        .bind(new.run.entity.kind.word())
        .bind(number(new.run.entity.id))
        .bind(i64::try_from(new.run.block).unwrap_or_default())
        .bind(i64::from(new.run.matched))
        .bind(i64::from(new.run.depth))
        .bind(serde_json::to_string(&new.run.variables)?)
        .bind(new.state.word())
        .bind(new.due_at)
        .bind(new.started_at)
        .bind((!open).then_some(new.started_at))
        .bind(fires.map(|(block, _)| block.clone()))
        .bind(fires.map(|(_, trigger)| trigger.clone()))
        .bind(new.target.map(|target| target.kind.word()))
        .bind(new.target.map(|target| number(target.id))))
}
