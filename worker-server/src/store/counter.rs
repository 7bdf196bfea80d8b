//! Table `counter`: how often what happened on which day, for limits and charts.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, FromRow};

use super::{Connection, Result, Store, number, rows, unsigned};

/// Days of a chart that are kept: two years.
const KEPT_DAYS: i64 = 731;
/// Moscow is so many milliseconds ahead of UTC the whole year.
const MOSCOW_MS: i64 = 3 * 3_600_000;
const DAY_MS: i64 = 86_400_000;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// A web hook of amoCRM; belongs to no scenario.
    Hook,
    /// A block was decided, and fired.
    Fired,
    /// A block was decided, and did not fire.
    NotMatching,
    /// A trigger was carried out, also if it failed (A52).
    Trigger,
    /// A trigger could not be planned.
    Failed,
}

impl Counted {
    const ALL: [Self; 5] = [
        Self::Hook,
        Self::Fired,
        Self::NotMatching,
        Self::Trigger,
        Self::Failed,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Hook => "hook",
            Self::Fired => "fired",
            Self::NotMatching => "not_matching",
            Self::Trigger => "trigger",
            Self::Failed => "failed",
        }
    }
}

/// Where something is counted; empty parts are «none».
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Number of the scenario, or 0.
    pub scenario: u64,
    /// Identifier of its block.
    pub block: String,
    /// Identifier of the block's trigger.
    pub trigger: String,
    /// What it is.
    pub kind: Counted,
}

/// So many times at each place.
pub type Counts = BTreeMap<Place, u64>;

/// A line of a chart.
#[derive(Clone, Debug, FromRow)]
pub struct CounterRow {
    /// Days since 1970, in Moscow.
    pub day: i64,
    scenario_id: i64,
    /// Identifier of the block, or empty.
    pub block: String,
    /// Identifier of the trigger, or empty.
    pub trigger_id: String,
    kind: String,
    times: i64,
}

impl CounterRow {
    /// Number of the scenario, or 0.
    pub fn scenario(&self) -> u64 {
        unsigned(self.scenario_id)
    }

    /// What was counted; `None` if a newer server did it.
    pub fn kind(&self) -> Option<Counted> {
        let mut all = Counted::ALL.into_iter();
        all.find(|kind| kind.word() == self.kind)
    }

    /// How often.
    pub fn times(&self) -> u64 {
        unsigned(self.times)
    }
}

/// The day of an instant in Unix milliseconds: days since 1970, in Moscow.
pub fn day_of(ms: i64) -> i64 {
    (ms + MOSCOW_MS).div_euclid(DAY_MS)
}

impl Store {
    /// Counts web hooks that came at these instants, Unix milliseconds.
    pub async fn count_hooks(
        &self,
        write: &mut Connection,
        account: u64,
        received: impl Iterator<Item = i64>,
    ) -> Result<()> {
        let mut days = BTreeMap::<i64, (i64, u64)>::new();
        for at in received {
            days.entry(day_of(at)).or_insert((at, 0)).1 += 1;
        }
        for (at, times) in days.into_values() {
            let place = Place {
                scenario: 0,
                block: String::new(),
                trigger: String::new(),
                kind: Counted::Hook,
            };
            let counts = Counts::from([(place, times)]);
            self.count(write, account, &counts, at).await?;
        }
        Ok(())
    }

    /// Adds to the counters of the day of an instant.
    pub async fn count(
        &self,
        write: &mut Connection,
        account: u64,
        counts: &Counts,
        now: i64,
    ) -> Result<()> {
        let counts: Vec<(&Place, &u64)> = counts.iter().collect();
        for part in rows::parts(&counts) {
            let values = rows::values(part.len(), |row| {
                format!("($1, $2, {})", rows::places(3 + row * 5, 5))
            });
            let sql = format!(
                "insert into counter (account_id, day, scenario_id, block, trigger_id, kind, times) values {values}
                 on conflict (account_id, day, scenario_id, block, trigger_id, kind)
                 do update set times = counter.times + excluded.times"
            );
            let mut query = sqlx::query(AssertSqlSafe(sql)).bind(number(account));
            query = query.bind(day_of(now));
            for (place, times) in part {
                query = query
                    .bind(number(place.scenario))
                    .bind(&place.block)
                    .bind(&place.trigger)
                    .bind(place.kind.word())
                    .bind(number(**times));
            }
            query.execute(&mut *write).await?;
        }
        Ok(())
    }

    /// Counters of days from one to another, both included; of one scenario, or of the account day by day and scenario
    /// by scenario.
    pub async fn counters(
        &self,
        account: u64,
        scenario: Option<u64>,
        (from, to): (i64, i64),
    ) -> Result<Vec<CounterRow>> {
        let sql = match scenario {
            Some(_) => {
                "select day, scenario_id, block, trigger_id, kind, times from counter
                 where account_id = $1 and day between $2 and $3 and scenario_id = $4
                 order by day, block, trigger_id, kind"
            }
            None => {
                "select day, scenario_id, '' as block, '' as trigger_id, kind, cast(sum(times) as bigint) as times
                 from counter where account_id = $1 and day between $2 and $3 and scenario_id >= $4
                 group by day, scenario_id, kind order by day, scenario_id, kind"
            }
        };
        let query = sqlx::query_as(sql)
            .bind(number(account))
            .bind(from)
            .bind(to);
        let query = query.bind(number(scenario.unwrap_or_default()));
        Ok(query.fetch_all(&self.readers).await?)
    }

    /// Forgets counters of days that no chart shows.
    pub async fn forget_counters(&self, account: u64, now: i64) -> Result<u64> {
        let mut write = self.begin().await?;
        let sql = "delete from counter where account_id = $1 and day < $2";
        let query = sqlx::query(sql).bind(number(account));
        let done = query
            .bind(day_of(now) - KEPT_DAYS)
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(done.rows_affected())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_moscow() {
        // 2026-11-30 20:59:59.999 and 21:00 UTC.
        assert_eq!(day_of(1_796_072_399_999) + 1, day_of(1_796_072_400_000));
        assert_eq!(day_of(0), 0);
        assert_eq!(day_of(-MOSCOW_MS - 1), -1);
    }
}
