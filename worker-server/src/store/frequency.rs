//! Table `frequency`: marks per pair of scenario and entity (R67–R72, A8, A9).

use std::collections::HashSet;

use engine::{EntityRef, scenario::Frequency};
use sqlx::AssertSqlSafe;

use super::run::kind_of;
use super::{Connection, Result, Store, number, rows, unsigned};

/// Who asks for the right to run.
#[derive(Clone, Copy, Debug)]
pub struct Asking {
    /// Number of the scenario.
    pub scenario: u64,
    /// For what it is to run.
    pub entity: EntityRef,
    /// How often it may.
    pub frequency: Frequency,
    /// When its event came, Unix milliseconds.
    pub at: i64,
}

impl Store {
    /// Takes the right to run at an event's time for each pair, in their order; false if it is too early or the only
    /// run is used up.
    pub async fn may_start(
        &self,
        write: &mut Connection,
        account: u64,
        asking: &[Asking],
    ) -> Result<Vec<bool>> {
        let mut may = vec![false; asking.len()];
        let mut rest: Vec<(usize, &Asking)> = asking.iter().enumerate().collect();
        while let Some((_, first)) = rest.first().copied() {
            let mut entities = HashSet::new();
            // A statement can't write the same row twice: an entity that comes again asks in the next one.
            let (now, later): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(_, it)| {
                let alike = (it.scenario, it.frequency) == (first.scenario, first.frequency);
                alike && entities.insert(it.entity)
            });
            let (indices, part): (Vec<usize>, Vec<&Asking>) = now.into_iter().unzip();
            let allowed = ask(write, account, first, &part).await?;
            for (index, it) in indices.into_iter().zip(part) {
                may[index] = allowed.contains(&it.entity);
            }
            rest = later;
        }
        Ok(may)
    }

    /// Marks that a block of the scenario ran for these entities («только 1 раз»).
    pub async fn mark_once(
        &self,
        write: &mut Connection,
        (account, scenario): (u64, u64),
        entities: &[EntityRef],
    ) -> Result<()> {
        for part in rows::parts(entities) {
            let sql = format!(
                "update frequency set once = 1 where account_id = $1 and scenario_id = $2 and once = 0
                   and (entity_kind, entity_id) in (values {})",
                rows::table(3, part.len(), 2)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql))
                .bind(number(account))
                .bind(number(scenario));
            for entity in part {
                query = query.bind(entity.kind.word()).bind(number(entity.id));
            }
            query.execute(&mut *write).await?;
        }
        Ok(())
    }

    /// Whether the only run of the pair is used up.
    pub async fn is_used_up(&self, account: u64, scenario: u64, entity: EntityRef) -> Result<bool> {
        let sql = "select once from frequency
                   where account_id = $1 and scenario_id = $2 and entity_kind = $3 and entity_id = $4";
        let once: Option<i64> = sqlx::query_scalar(sql)
            .bind(number(account))
            .bind(number(scenario))
            .bind(entity.kind.word())
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

/// Asks for different entities of one scenario; the answer is those that may.
async fn ask(
    write: &mut Connection,
    account: u64,
    of: &Asking,
    asking: &[&Asking],
) -> Result<HashSet<EntityRef>> {
    let interval_ms = i64::from(of.frequency.interval_s.max(Frequency::FLOOR_S)) * 1000;
    let mut may = HashSet::new();
    for part in rows::parts(asking) {
        let rows = rows::values(part.len(), |row| {
            format!("($1, $2, {}, 0)", rows::places(5 + row * 3, 3))
        });
        let sql = format!(
            "insert into frequency (account_id, scenario_id, entity_kind, entity_id, last_at, once) values {rows}
             on conflict (account_id, scenario_id, entity_kind, entity_id)
             do update set last_at = excluded.last_at
             where frequency.last_at + $3 <= excluded.last_at and ($4 = 0 or frequency.once = 0)
             returning entity_kind, entity_id"
        );
        let mut query = sqlx::query_as(AssertSqlSafe(sql))
            .bind(number(account))
            .bind(number(of.scenario))
            .bind(interval_ms)
            .bind(i64::from(of.frequency.once));
        for it in part {
            query = query
                .bind(it.entity.kind.word())
                .bind(number(it.entity.id))
                .bind(it.at);
        }
        let rows: Vec<(String, i64)> = query.fetch_all(&mut *write).await?;
        may.extend(rows.into_iter().map(|(kind, id)| EntityRef {
            kind: kind_of(&kind),
            id: unsigned(id),
        }));
    }
    Ok(may)
}
