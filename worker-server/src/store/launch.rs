//! Table `launch`: orders to start a scenario that no hook brings, and how far their runs are.

use engine::run::StartKind;
use engine::{EntityKind, EntityRef};
use sqlx::FromRow;

use super::run::{RunState, kind_of};
use super::stop::{Which, drop_waiting};
use super::{Connection, Dropped, Error, Result, Store, number, unsigned};

/// An order to be stored.
#[derive(Clone, Debug)]
pub struct NewLaunch {
    /// Identifier, ordered by age.
    pub id: String,
    /// What is to start.
    pub scenario: u64,
    /// Way of starting.
    pub kind: StartKind,
    /// Who ordered it, if it was a person.
    pub user: Option<u64>,
    /// What it starts for.
    pub entity: EntityKind,
    /// Numbers of the entities.
    pub ids: Vec<u64>,
    /// Unix milliseconds.
    pub asked_at: i64,
    /// Where a bot waits to be continued.
    pub reply_to: Option<String>,
    /// Stopped is what can't be started: the bot that asked has to hear of it.
    pub state: LaunchState,
}

/// An order as it is stored.
#[derive(Clone, Debug, FromRow)]
pub struct LaunchRow {
    /// Identifier.
    pub id: String,
    scenario_id: i64,
    kind: String,
    user_id: Option<i64>,
    entity_kind: String,
    entities: String,
    state: String,
    /// Unix milliseconds.
    pub asked_at: i64,
    event_id: Option<String>,
    /// Where a bot waits to be continued.
    pub reply_to: Option<String>,
    reply_attempt: i64,
    reply_due_at: Option<i64>,
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaunchState {
    /// Nobody has looked at it.
    New,
    /// Its runs are stored.
    Begun,
    /// Stopped by hand, or its scenario was switched off before it began.
    Stopped,
}

/// How many runs of an order are how far; what their scenarios start in turn is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Not decided to the end.
    pub waiting: u64,
    /// Finished without a failure.
    pub done: u64,
    /// Finished with a failure.
    pub failed: u64,
    /// Not begun because of the frequency.
    pub too_often: u64,
    /// Dropped.
    pub stopped: u64,
}

impl LaunchState {
    fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Begun => "begun",
            Self::Stopped => "stopped",
        }
    }
}

impl LaunchRow {
    /// Number of the scenario.
    pub fn scenario(&self) -> u64 {
        unsigned(self.scenario_id)
    }

    /// Way of starting.
    pub fn kind(&self) -> StartKind {
        StartKind::find(&self.kind).unwrap_or(StartKind::Hand)
    }

    /// Who ordered it, if it was a person.
    pub fn user(&self) -> Option<u64> {
        self.user_id.map(unsigned)
    }

    /// What it starts for.
    pub fn entity(&self) -> EntityKind {
        kind_of(&self.entity_kind)
    }

    /// The entities, in the order in which they were chosen.
    pub fn entities(&self) -> Result<Vec<EntityRef>> {
        let ids: Vec<u64> = serde_json::from_str(&self.entities)?;
        let kind = self.entity();
        Ok(ids.into_iter().map(|id| EntityRef { kind, id }).collect())
    }

    /// Where it stands.
    pub fn state(&self) -> LaunchState {
        match self.state.as_str() {
            "new" => LaunchState::New,
            "begun" => LaunchState::Begun,
            _ => LaunchState::Stopped,
        }
    }

    /// Failed attempts to continue the bot.
    pub fn reply_attempt(&self) -> u32 {
        u32::try_from(self.reply_attempt).unwrap_or_default()
    }
}

impl Store {
    /// Stores an order; what a bot asks twice is stored once.
    pub async fn add_launch(&self, account: u64, new: &NewLaunch) -> Result<()> {
        let mut write = self.begin().await?;
        Self::insert_launch(&mut write, account, new).await?;
        Ok(write.commit().await?)
    }

    /// The same within a transaction.
    pub(super) async fn insert_launch(
        write: &mut Connection,
        account: u64,
        new: &NewLaunch,
    ) -> Result<()> {
        let sql = "insert into launch (account_id, id, scenario_id, kind, user_id, entity_kind, entities, state,
                     asked_at, reply_to, reply_due_at)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (account_id, reply_to) do nothing";
        sqlx::query(sql)
            .bind(number(account))
            .bind(&new.id)
            .bind(number(new.scenario))
            .bind(new.kind.code())
            .bind(new.user.map(number))
            .bind(new.entity.word())
            .bind(serde_json::to_string(&new.ids)?)
            .bind(new.state.word())
            .bind(new.asked_at)
            .bind(&new.reply_to)
            .bind(new.reply_to.as_ref().map(|_| new.asked_at))
            .execute(write)
            .await?;
        Ok(())
    }

    /// The oldest order that nobody has looked at.
    pub async fn next_launch(&self, account: u64) -> Result<Option<LaunchRow>> {
        let sql =
            "select * from launch where account_id = $1 and state = 'new' order by id limit 1";
        let query = sqlx::query_as(sql).bind(number(account));
        Ok(query.fetch_optional(&self.readers).await?)
    }

    /// Takes an order with the event that its runs share; false if it was stopped meanwhile.
    pub async fn begin_launch(
        &self,
        write: &mut Connection,
        (account, launch): (u64, &str),
        event: &str,
    ) -> Result<bool> {
        let sql = "update launch set state = 'begun', event_id = $3
                   where account_id = $1 and id = $2 and state = 'new'";
        let query = sqlx::query(sql)
            .bind(number(account))
            .bind(launch)
            .bind(event);
        Ok(query.execute(write).await?.rows_affected() == 1)
    }

    /// One order.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account has no such order.
    pub async fn launch(&self, account: u64, id: &str) -> Result<LaunchRow> {
        let sql = "select * from launch where account_id = $1 and id = $2";
        let query = sqlx::query_as(sql).bind(number(account)).bind(id);
        let row = query.fetch_optional(&self.readers).await?;
        row.ok_or(Error::NotFound)
    }

    /// The newest orders of a scenario.
    pub async fn launches(
        &self,
        account: u64,
        scenario: u64,
        limit: i64,
    ) -> Result<Vec<LaunchRow>> {
        let sql = "select * from launch where account_id = $1 and scenario_id = $2 order by id desc limit $3";
        let query = sqlx::query_as(sql)
            .bind(number(account))
            .bind(number(scenario))
            .bind(limit);
        Ok(query.fetch_all(&self.readers).await?)
    }

    /// How far the runs of an order are.
    pub async fn progress(&self, account: u64, launch: &LaunchRow) -> Result<Progress> {
        let sql = "select state, case when failures > 0 then 1 else 0 end as failed, count(*) as number from run
                   where account_id = $1 and event_id = $2 and scenario_id = $3 and depth = 0 and fires_block is null
                   group by state, case when failures > 0 then 1 else 0 end";
        let query = sqlx::query_as(sql)
            .bind(number(account))
            .bind(&launch.event_id)
            .bind(launch.scenario_id);
        let rows: Vec<(String, i64, i64)> = query.fetch_all(&self.readers).await?;
        let mut progress = Progress::default();
        for (state, failed, count) in rows {
            *progress.of(RunState::read(&state), failed == 1) += unsigned(count);
        }
        Ok(progress)
    }

    /// Stops an order: what waits of its runs, and of all that they started, is dropped.
    pub async fn stop_launch(&self, account: u64, id: &str, now: i64) -> Result<Dropped> {
        let mut write = self.begin_alone(account).await?;
        // Read under the lock: whoever begins it waits for this transaction, or has come before it.
        let sql = "update launch set state = case when state = 'new' then 'stopped' else state end
                   where account_id = $1 and id = $2 returning event_id";
        let query = sqlx::query_scalar(sql).bind(number(account)).bind(id);
        let event: Option<Option<String>> = query.fetch_optional(&mut *write).await?;
        let dropped = match event.ok_or(Error::NotFound)? {
            Some(event) => drop_waiting(&mut write, account, &Which::Event(&event), now).await?,
            None => Dropped::default(),
        };
        write.commit().await?;
        Ok(dropped)
    }
}

impl Store {
    /// The order whose bot is to be told next, and when, Unix milliseconds.
    pub async fn next_reply(&self, account: u64) -> Result<Option<(LaunchRow, i64)>> {
        let sql = "select * from launch where account_id = $1 and reply_due_at is not null
                   order by reply_due_at, id limit 1";
        let query = sqlx::query_as(sql).bind(number(account));
        let row: Option<LaunchRow> = query.fetch_optional(&self.readers).await?;
        Ok(row.and_then(|row| row.reply_due_at.map(|due| (row, due))))
    }

    /// Puts the answer to a bot off, or ends it.
    pub async fn put_reply_off(
        &self,
        (account, launch): (u64, &str),
        due_at: Option<i64>,
        attempts: u32,
    ) -> Result<()> {
        let sql = "update launch set reply_due_at = $3, reply_attempt = $4 where account_id = $1 and id = $2";
        let mut write = self.begin().await?;
        sqlx::query(sql)
            .bind(number(account))
            .bind(launch)
            .bind(due_at)
            .bind(i64::from(attempts))
            .execute(&mut *write)
            .await?;
        Ok(write.commit().await?)
    }
}

impl Progress {
    fn of(&mut self, state: RunState, failed: bool) -> &mut u64 {
        match state {
            RunState::Delayed | RunState::Ready | RunState::Acting => &mut self.waiting,
            RunState::Done if failed => &mut self.failed,
            RunState::Done => &mut self.done,
            RunState::TooOften => &mut self.too_often,
            RunState::Failed => &mut self.failed,
            RunState::Stopped => &mut self.stopped,
        }
    }
}
