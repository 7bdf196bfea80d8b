//! Table `timetable`: which scenario the clock starts, and for which deals.

use sqlx::FromRow;

use super::{Error, NewLaunch, Result, Store, number, unsigned};

/// A timetable as it is stored.
#[derive(Clone, Debug, FromRow)]
pub struct TimetableRow {
    scenario_id: i64,
    /// Cron expression.
    pub cron: String,
    stages: String,
    user_id: i64,
    /// When it starts next, Unix milliseconds.
    pub due_at: i64,
}

impl TimetableRow {
    /// A timetable to be stored; stages are pairs of pipeline and stage.
    pub fn new(
        scenario: u64,
        cron: &str,
        (stages, user): (&[(u64, u64)], u64),
        due_at: i64,
    ) -> Result<Self> {
        Ok(Self {
            scenario_id: number(scenario),
            cron: cron.to_owned(),
            stages: serde_json::to_string(stages)?,
            user_id: number(user),
            due_at,
        })
    }

    /// Number of the scenario.
    pub fn scenario(&self) -> u64 {
        unsigned(self.scenario_id)
    }

    /// Pairs of pipeline and stage whose deals it starts the scenario for.
    pub fn stages(&self) -> Result<Vec<(u64, u64)>> {
        Ok(serde_json::from_str(&self.stages)?)
    }
}

impl Store {
    /// The timetable of a scenario, if it has one.
    pub async fn timetable(&self, account: u64, scenario: u64) -> Result<Option<TimetableRow>> {
        let sql = "select scenario_id, cron, stages, user_id, due_at from timetable
                   where account_id = $1 and scenario_id = $2";
        let query = sqlx::query_as(sql)
            .bind(number(account))
            .bind(number(scenario));
        Ok(query.fetch_optional(&self.readers).await?)
    }

    /// The timetable that is due first.
    pub async fn next_timetable(&self, account: u64) -> Result<Option<TimetableRow>> {
        let sql = "select scenario_id, cron, stages, user_id, due_at from timetable
                   where account_id = $1 order by due_at, scenario_id limit 1";
        let query = sqlx::query_as(sql).bind(number(account));
        Ok(query.fetch_optional(&self.readers).await?)
    }

    /// Sets the timetable of a scenario.
    pub async fn set_timetable(&self, account: u64, row: &TimetableRow) -> Result<()> {
        let sql = "insert into timetable (account_id, scenario_id, cron, stages, user_id, due_at)
                   values ($1, $2, $3, $4, $5, $6) on conflict (account_id, scenario_id) do update set
                     cron = excluded.cron, stages = excluded.stages, user_id = excluded.user_id,
                     due_at = excluded.due_at";
        let mut write = self.begin().await?;
        sqlx::query(sql)
            .bind(number(account))
            .bind(row.scenario_id)
            .bind(&row.cron)
            .bind(&row.stages)
            .bind(row.user_id)
            .bind(row.due_at)
            .execute(&mut *write)
            .await?;
        Ok(write.commit().await?)
    }

    /// Takes the timetable of a scenario away.
    pub async fn drop_timetable(&self, account: u64, scenario: u64) -> Result<()> {
        let sql = "delete from timetable where account_id = $1 and scenario_id = $2";
        let mut write = self.begin().await?;
        let query = sqlx::query(sql)
            .bind(number(account))
            .bind(number(scenario));
        query.execute(&mut *write).await?;
        Ok(write.commit().await?)
    }

    /// Moves a timetable on and stores what it starts, both or nothing.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it was changed meanwhile.
    pub async fn move_timetable(
        &self,
        account: u64,
        row: &TimetableRow,
        due_at: i64,
        launches: &[NewLaunch],
    ) -> Result<()> {
        let sql = "update timetable set due_at = $4
                   where account_id = $1 and scenario_id = $2 and due_at = $3 and cron = $5 and stages = $6";
        let mut write = self.begin().await?;
        let query = sqlx::query(sql)
            .bind(number(account))
            .bind(row.scenario_id)
            .bind(row.due_at)
            .bind(due_at)
            .bind(&row.cron)
            .bind(&row.stages);
        if query.execute(&mut *write).await?.rows_affected() == 0 {
            return Err(Error::Conflict);
        }
        for launch in launches {
            Self::insert_launch(&mut write, account, launch).await?;
        }
        Ok(write.commit().await?)
    }
}
