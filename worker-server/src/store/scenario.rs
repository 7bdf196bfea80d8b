//! Tables `scenario` and `scenario_version`: the current form in the list, every saved form for the runs.

use engine::{Scenario, events};
use sqlx::FromRow;

use super::{Connection, Error, Result, Store, number, unsigned};

/// A row of the list with its counts.
#[derive(Debug, FromRow)]
pub struct ScenarioRow {
    /// Number.
    pub scenario_id: i64,
    /// Short name.
    pub name: String,
    /// Code of the start event.
    pub event: String,
    /// Whether events start it.
    pub enabled: i64,
    /// The last run that was not too often.
    pub last_run: Option<String>,
    /// When it started, Unix milliseconds.
    pub last_run_at: Option<i64>,
    /// Starts since the given instant.
    pub runs: i64,
    /// Of these, runs with failures.
    pub failures: i64,
}

/// One scenario with its body.
#[derive(Debug)]
pub struct Stored {
    /// Number.
    pub id: u64,
    /// Whether events start it.
    pub enabled: bool,
    /// Grows with each save.
    pub version: u64,
    /// Unix milliseconds.
    pub saved_at: i64,
    /// Its current form.
    pub scenario: Scenario,
}

/// An enabled scenario that listens to an event.
#[derive(Clone, Copy, Debug, FromRow)]
pub struct Listener {
    /// Number.
    pub scenario_id: i64,
    /// Current version.
    pub version: i64,
}

impl Listener {
    /// Number of the scenario.
    pub fn scenario(&self) -> u64 {
        unsigned(self.scenario_id)
    }

    /// Its version.
    pub fn version(&self) -> u64 {
        unsigned(self.version)
    }
}

#[derive(FromRow)]
struct Current {
    enabled: i64,
    version: i64,
    saved_at: i64,
    body: String,
}

impl Store {
    /// The list in its order, with counts since an instant.
    pub async fn scenarios(&self, account: u64, since: i64) -> Result<Vec<ScenarioRow>> {
        let sql = "select s.scenario_id, s.name, s.event, s.enabled, last.id as last_run, last.started_at as last_run_at,
                     (select count(*) from run r where r.account_id = s.account_id and r.scenario_id = s.scenario_id
                        and r.started_at >= $2 and r.state <> 'too_often') as runs,
                     (select count(*) from run r where r.account_id = s.account_id and r.scenario_id = s.scenario_id
                        and r.started_at >= $2 and r.failures > 0) as failures
                   from scenario s left join run last on last.account_id = s.account_id and last.id =
                     (select max(r.id) from run r where r.account_id = s.account_id
                        and r.scenario_id = s.scenario_id and r.state <> 'too_often')
                   where s.account_id = $1 and s.deleted_at is null order by s.position, s.scenario_id";
        let query = sqlx::query_as(sql).bind(number(account)).bind(since);
        Ok(query.fetch_all(&self.readers).await?)
    }

    /// One scenario.
    pub async fn scenario(&self, account: u64, id: u64) -> Result<Stored> {
        let sql = "select s.enabled, s.version, s.saved_at, v.body from scenario s
                   join scenario_version v on v.account_id = s.account_id
                     and v.scenario_id = s.scenario_id and v.version = s.version
                   where s.account_id = $1 and s.scenario_id = $2 and s.deleted_at is null";
        let query = sqlx::query_as(sql).bind(number(account)).bind(number(id));
        let row: Current = query
            .fetch_optional(&self.readers)
            .await?
            .ok_or(Error::NotFound)?;
        Ok(Stored {
            id,
            enabled: row.enabled == 1,
            version: unsigned(row.version),
            saved_at: row.saved_at,
            scenario: serde_json::from_str(&row.body)?,
        })
    }

    /// Every scenario of the account in its current form and whether it is enabled, in the order of the list.
    pub async fn current_scenarios(&self, account: u64) -> Result<Vec<(u64, bool, Scenario)>> {
        let sql = "select s.scenario_id, s.enabled, v.body from scenario s
                   join scenario_version v on v.account_id = s.account_id
                     and v.scenario_id = s.scenario_id and v.version = s.version
                   where s.account_id = $1 and s.deleted_at is null order by s.position, s.scenario_id";
        let query = sqlx::query_as(sql).bind(number(account));
        let rows: Vec<(i64, i64, String)> = query.fetch_all(&self.readers).await?;
        let read = |(id, enabled, body): (i64, i64, String)| {
            Ok((unsigned(id), enabled == 1, serde_json::from_str(&body)?))
        };
        rows.into_iter().map(read).collect()
    }

    /// A saved form as JSON, also of a deleted scenario.
    pub async fn scenario_body(&self, account: u64, id: u64, version: u64) -> Result<String> {
        let sql = "select body from scenario_version
                   where account_id = $1 and scenario_id = $2 and version = $3";
        let query = sqlx::query_scalar(sql)
            .bind(number(account))
            .bind(number(id))
            .bind(number(version));
        let body: Option<String> = query.fetch_optional(&self.readers).await?;
        body.ok_or(Error::NotFound)
    }

    /// Enabled scenarios that listen to an event, in the order of the list.
    pub async fn listeners(&self, account: u64, event: &str) -> Result<Vec<Listener>> {
        let sql = "select scenario_id, version from scenario where account_id = $1 and event = $2
                   and enabled = 1 and deleted_at is null order by position, scenario_id";
        let query = sqlx::query_as(sql).bind(number(account)).bind(event);
        Ok(query.fetch_all(&self.readers).await?)
    }

    /// A new scenario, switched off; the answer is its number.
    pub async fn create_scenario(
        &self,
        account: u64,
        scenario: &Scenario,
        now: i64,
    ) -> Result<u64> {
        let mut write = self.begin_alone(account).await?;
        let sql = "select count(*) from scenario where account_id = $1 and deleted_at is null";
        let count: i64 = sqlx::query_scalar(sql)
            .bind(number(account))
            .fetch_one(&mut *write)
            .await?;
        if count >= i64::from(self.limits.scenarios) {
            return Err(Error::Full(self.limits.scenarios));
        }
        // Numbers of deleted scenarios are not given again: runs and fallbacks speak of them.
        let sql = "insert into scenario (account_id, scenario_id, position, enabled, version, name, event, saved_at)
                   select $1, coalesce(max(scenario_id), 0) + 1, coalesce(max(position), 0) + 1, 0, 1, $2, $3, $4
                   from scenario where account_id = $1 returning scenario_id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(number(account))
            .bind(&scenario.name)
            .bind(&scenario.event)
            .bind(now)
            .fetch_one(&mut *write)
            .await?;
        add_version(&mut write, account, (id, 1), scenario, now).await?;
        write.commit().await?;
        Ok(unsigned(id))
    }

    /// Saves a new version, if the change was made on the current one.
    pub async fn save_scenario(
        &self,
        account: u64,
        (id, version): (u64, u64),
        scenario: &Scenario,
        now: i64,
    ) -> Result<()> {
        let mut write = self.begin_alone(account).await?;
        let sql = "update scenario set version = version + 1, name = $4, event = $5, saved_at = $6
                   where account_id = $1 and scenario_id = $2 and version = $3 and deleted_at is null
                   returning enabled";
        let enabled: Option<i64> = sqlx::query_scalar(sql)
            .bind(number(account))
            .bind(number(id))
            .bind(number(version))
            .bind(&scenario.name)
            .bind(&scenario.event)
            .bind(now)
            .fetch_optional(&mut *write)
            .await?;
        if enabled.ok_or(Error::Conflict)? == 1 {
            self.room(&mut write, (account, id), &scenario.event)
                .await?;
        }
        if !scenario.frequency.once {
            self.clear_once(&mut write, account, id).await?;
        }
        add_version(
            &mut write,
            account,
            (number(id), number(version) + 1),
            scenario,
            now,
        )
        .await?;
        Ok(write.commit().await?)
    }

    /// Switches a scenario on or off.
    pub async fn enable_scenario(&self, account: u64, id: u64, enabled: bool) -> Result<()> {
        let mut write = self.begin_alone(account).await?;
        let sql = "update scenario set enabled = $3
                   where account_id = $1 and scenario_id = $2 and deleted_at is null returning event";
        let query = sqlx::query_scalar(sql).bind(number(account));
        let event: Option<String> = query
            .bind(number(id))
            .bind(i64::from(enabled))
            .fetch_optional(&mut *write)
            .await?;
        let event = event.ok_or(Error::NotFound)?;
        if enabled {
            self.room(&mut write, (account, id), &event).await?;
        }
        Ok(write.commit().await?)
    }

    /// Refuses an enabled scenario that would be one too many for its event (R451). Writers of an account come one
    /// after another, so two that are enabled at the same moment can't both find the last place.
    async fn room(
        &self,
        write: &mut Connection,
        (account, id): (u64, u64),
        event: &str,
    ) -> Result<()> {
        if !events::find(event).is_some_and(|event| event.limited) {
            return Ok(());
        }
        let sql =
            "select name from scenario where account_id = $1 and event = $2 and scenario_id <> $3
                   and enabled = 1 and deleted_at is null order by position, scenario_id";
        let query = sqlx::query_scalar(sql).bind(number(account)).bind(event);
        let active: Vec<String> = query.bind(number(id)).fetch_all(write).await?;
        let most = self.limits.changed;
        if u32::try_from(active.len()).is_ok_and(|count| count < most) {
            return Ok(());
        }
        let event = event.to_owned();
        Err(Error::Crowded {
            event,
            most,
            active,
        })
    }

    /// Deletes a scenario and what waits of its triggers (A47); its other runs and its versions stay.
    pub async fn delete_scenario(&self, account: u64, id: u64, now: i64) -> Result<()> {
        let mut write = self.begin().await?;
        let sql = "update scenario set deleted_at = $3, enabled = 0
                   where account_id = $1 and scenario_id = $2 and deleted_at is null";
        let query = sqlx::query(sql).bind(number(account)).bind(number(id));
        if query.bind(now).execute(&mut *write).await?.rows_affected() == 0 {
            return Err(Error::NotFound);
        }
        let sql = "delete from run
                   where account_id = $1 and scenario_id = $2 and state = 'delayed'";
        let query = sqlx::query(sql).bind(number(account)).bind(number(id));
        query.execute(&mut *write).await?;
        Ok(write.commit().await?)
    }
}

async fn add_version(
    write: &mut Connection,
    account: u64,
    (id, version): (i64, i64),
    scenario: &Scenario,
    now: i64,
) -> Result<()> {
    let sql = "insert into scenario_version (account_id, scenario_id, version, body, saved_at)
               values ($1, $2, $3, $4, $5)";
    sqlx::query(sql)
        .bind(number(account))
        .bind(id)
        .bind(version)
        .bind(serde_json::to_string(scenario)?)
        .bind(now)
        .execute(write)
        .await?;
    Ok(())
}
