//! Delayed triggers in the table `run`: added, replaced, woken when they are due.

use engine::EntityRef;

use super::{Connection, Result, Store, number};

/// Rows of one step of forgetting, so that the writer is never held up for long.
const TOGETHER: i64 = 200;

impl Store {
    /// Removes what waits of a trigger for the entity of its run (R360, A45).
    pub async fn forget_delayed(
        &self,
        write: &mut Connection,
        scenario: (u64, u64),
        entity: EntityRef,
        trigger: (&str, &str),
    ) -> Result<()> {
        let of_run = "entity_kind = $3 and entity_id = $4";
        remove_waiting(write, of_run, scenario, entity, trigger).await
    }

    /// Removes what waits of a trigger for an entity, whether its run was for it or it acts on it (R308, A46).
    pub async fn cancel_delayed(
        &self,
        write: &mut Connection,
        scenario: (u64, u64),
        entity: EntityRef,
        trigger: (&str, &str),
    ) -> Result<()> {
        let of_either = "((entity_kind = $3 and entity_id = $4)
                          or (target_kind = $3 and target_id = $4))";
        remove_waiting(write, of_either, scenario, entity, trigger).await
    }

    /// Forgets some of what was due before an instant and whose scenario is not enabled (R366, R452);
    /// the answer is how many went.
    pub async fn forget_unwanted(&self, account: u64, before: i64) -> Result<u64> {
        let mut write = self.begin().await?;
        let sql = "delete from run where account_id = $1 and state = 'delayed' and id in
                     (select r.id from run r where r.account_id = $1 and r.state = 'delayed' and r.due_at < $2
                        and not exists (select 1 from scenario s where s.account_id = r.account_id
                          and s.scenario_id = r.scenario_id and s.enabled = 1 and s.deleted_at is null)
                      order by r.due_at limit $3)";
        let query = sqlx::query(sql).bind(number(account)).bind(before);
        let done = query.bind(TOGETHER).execute(&mut *write).await?;
        write.commit().await?;
        Ok(done.rows_affected())
    }

    /// Lets everything go that is due and whose scenario is enabled; what is switched off waits (R365, R367).
    pub async fn wake_delayed(&self, account: u64, now: i64) -> Result<()> {
        let due = "state = 'delayed' and due_at <= $2 and exists (select 1 from scenario s
                     where s.account_id = run.account_id and s.scenario_id = run.scenario_id
                       and s.enabled = 1 and s.deleted_at is null)";
        let any = format!("select min(due_at) from run where account_id = $1 and {due}");
        let any: Option<i64> = sqlx::query_scalar(sqlx::AssertSqlSafe(any))
            .bind(number(account))
            .bind(now)
            .fetch_one(&self.readers)
            .await?;
        if any.is_none() {
            return Ok(());
        }
        let mut write = self.begin().await?;
        let sql = format!("update run set state = 'ready' where account_id = $1 and {due}");
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(number(account))
            .bind(now)
            .execute(&mut *write)
            .await?;
        Ok(write.commit().await?)
    }
}

/// Removes what waits of a trigger where the entity is the one meant; `whose` names it as `$3` and `$4`.
async fn remove_waiting(
    write: &mut Connection,
    whose: &'static str,
    (account, scenario): (u64, u64),
    entity: EntityRef,
    (block, trigger): (&str, &str),
) -> Result<()> {
    // One that is due already is not executed yet; its entity's lane is held by who asks.
    let sql = format!(
        "delete from run where account_id = $1 and scenario_id = $2 and {whose}
           and fires_block = $5 and fires_trigger = $6
           and (state = 'delayed' or (state = 'ready' and attempt = 0))"
    );
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(number(account))
        .bind(number(scenario))
        .bind(entity.kind.word())
        .bind(number(entity.id))
        .bind(block)
        .bind(trigger)
        .execute(write)
        .await?;
    Ok(())
}
