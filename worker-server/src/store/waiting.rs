//! What waits for its time, as people see it: listed, let go at once, taken away.

use engine::EntityKind;
use sqlx::AssertSqlSafe;

use super::run::RunRow;
use super::trouble::ended;
use super::{Result, Store, number};

/// Which of those that wait.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only of a scenario.
    pub scenario: Option<u64>,
    /// Only about entities of these kinds with this number, whether the scenario ran for it or the trigger acts on it.
    pub entity: Option<(Vec<EntityKind>, u64)>,
    /// Only those after an instant in Unix milliseconds and a run.
    pub after: Option<(i64, String)>,
}

impl Wanted {
    fn clauses(&self) -> String {
        let mut sql = String::new();
        if self.scenario.is_some() {
            sql += " and r.scenario_id = $3";
        }
        if let Some((kinds, _)) = &self.entity {
            let kinds: Vec<String> = kinds.iter().map(|it| format!("'{}'", it.word())).collect();
            let kinds = kinds.join(", ");
            sql += &format!(
                " and ((r.entity_kind in ({kinds}) and r.entity_id = $4)
                    or (r.target_kind in ({kinds}) and r.target_id = $4))"
            );
        }
        if self.after.is_some() {
            sql += " and (r.due_at > $5 or (r.due_at = $5 and r.id > $6))";
        }
        sql
    }
}

impl Store {
    /// Those that wait, the next first.
    pub async fn waiting(&self, account: u64, wanted: &Wanted, limit: i64) -> Result<Vec<RunRow>> {
        let sql = format!(
            "select r.* from run r where r.account_id = $1 and r.state = 'delayed'{}
             order by r.due_at, r.id limit $2",
            wanted.clauses()
        );
        let (at, id) = wanted.after.clone().unwrap_or_default();
        let entity = wanted.entity.as_ref().map_or(0, |(_, id)| *id);
        let query = sqlx::query_as(AssertSqlSafe(sql))
            .bind(number(account))
            .bind(limit);
        let query = query.bind(number(wanted.scenario.unwrap_or_default()));
        let query = query.bind(number(entity)).bind(at).bind(id);
        Ok(query.fetch_all(&self.readers).await?)
    }

    /// Lets one go at once, if its scenario is enabled.
    ///
    /// # Errors
    /// [`Error::NotFound`](super::Error::NotFound) if it does not wait any more.
    pub async fn let_go(&self, account: u64, run: &str, now: i64) -> Result<()> {
        let sql = "update run set state = 'ready', due_at = $3
                   where account_id = $1 and id = $2 and state = 'delayed'
                     and exists (select 1 from scenario s where s.account_id = run.account_id
                       and s.scenario_id = run.scenario_id and s.enabled = 1 and s.deleted_at is null)";
        let mut write = self.begin().await?;
        let query = sqlx::query(sql).bind(number(account)).bind(run).bind(now);
        let done = query.execute(&mut *write).await?;
        ended(write, done.rows_affected()).await
    }

    /// Takes one away that waits.
    ///
    /// # Errors
    /// [`Error::NotFound`](super::Error::NotFound) if it does not wait any more.
    pub async fn take_away(&self, account: u64, run: &str) -> Result<()> {
        let sql = "delete from run where account_id = $1 and id = $2 and state = 'delayed'";
        let mut write = self.begin().await?;
        let query = sqlx::query(sql).bind(number(account)).bind(run);
        let done = query.execute(&mut *write).await?;
        ended(write, done.rows_affected()).await
    }
}
