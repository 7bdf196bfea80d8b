//! Delayed triggers in the table `run`: added, replaced, woken when they are due.

use engine::EntityRef;

use super::{Connection, Result, Store, number, run::kind_word};

impl Store {
    /// Removes what waits of a trigger for the entity of its run (R360, A45).
    pub async fn forget_delayed(
        &self,
        write: &mut Connection,
        (account, scenario): (u64, u64),
        entity: EntityRef,
        (block, trigger): (&str, &str),
    ) -> Result<()> {
        // One that is due already is not executed yet; its entity's lane is held by who asks.
        let sql = "delete from run where account_id = $1 and scenario_id = $2 and entity_kind = $3
                     and entity_id = $4 and fires_block = $5 and fires_trigger = $6
                     and (state = 'delayed' or (state = 'ready' and attempt = 0))";
        sqlx::query(sql)
            .bind(number(account))
            .bind(number(scenario))
            .bind(kind_word(entity.kind))
            .bind(number(entity.id))
            .bind(block)
            .bind(trigger)
            .execute(write)
            .await?;
        Ok(())
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
