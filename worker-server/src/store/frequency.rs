//! Table `frequency`: marks per pair of scenario and entity (R67–R72, A8, A9).

use engine::{EntityRef, scenario::Frequency};

use super::{Connection, Result, Store, number, run::kind_word};

impl Store {
    /// Takes the right to run at an event's time; false if it is too early or the only run is used up.
    pub async fn may_start(
        &self,
        write: &mut Connection,
        account: u64,
        (scenario, entity): (u64, EntityRef),
        frequency: Frequency,
        at: i64,
    ) -> Result<bool> {
        let interval_ms = i64::from(frequency.interval_s.max(Frequency::FLOOR_S)) * 1000;
        let sql = "insert into frequency (account_id, scenario_id, entity_kind, entity_id, last_at, once)
                   values ($1, $2, $3, $4, $5, 0)
                   on conflict (account_id, scenario_id, entity_kind, entity_id)
                   do update set last_at = excluded.last_at
                   where frequency.last_at + $6 <= excluded.last_at and ($7 = 0 or frequency.once = 0)";
        let done = sqlx::query(sql)
            .bind(number(account))
            .bind(number(scenario))
            .bind(kind_word(entity.kind))
            .bind(number(entity.id))
            .bind(at)
            .bind(interval_ms)
            .bind(i64::from(frequency.once))
            .execute(write)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Marks that a block of the scenario ran for the entity («только 1 раз»).
    pub async fn mark_once(
        &self,
        write: &mut Connection,
        account: u64,
        scenario: u64,
        entity: EntityRef,
    ) -> Result<()> {
        let sql = "update frequency set once = 1
                   where account_id = $1 and scenario_id = $2 and entity_kind = $3 and entity_id = $4";
        sqlx::query(sql)
            .bind(number(account))
            .bind(number(scenario))
            .bind(kind_word(entity.kind))
            .bind(number(entity.id))
            .execute(write)
            .await?;
        Ok(())
    }

    /// Whether the only run of the pair is used up.
    pub async fn is_used_up(&self, account: u64, scenario: u64, entity: EntityRef) -> Result<bool> {
        let sql = "select once from frequency
                   where account_id = $1 and scenario_id = $2 and entity_kind = $3 and entity_id = $4";
        let once: Option<i64> = sqlx::query_scalar(sql)
            .bind(number(account))
            .bind(number(scenario))
            .bind(kind_word(entity.kind))
            .bind(number(entity.id))
            .fetch_optional(&self.readers)
            .await?;
        Ok(once == Some(1))
    }

    /// Forgets the marks when the author clears the tick.
    pub async fn clear_once(
        &self,
        write: &mut Connection,
        account: u64,
        scenario: u64,
    ) -> Result<()> {
        let sql = "update frequency set once = 0 where account_id = $1 and scenario_id = $2";
        sqlx::query(sql)
            .bind(number(account))
            .bind(number(scenario))
            .execute(write)
            .await?;
        Ok(())
    }
}
