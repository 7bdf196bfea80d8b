//! Table `event`: what the bodies mean, each meaning once.

use std::collections::{BTreeSet, HashMap, HashSet};

use engine::EntityRef;
use sqlx::{AssertSqlSafe, FromRow};

use super::retention::first_id_at;
use super::run::{RunRow, kind_of};
use super::{Connection, Result, Store, number, rows, unsigned};

/// An event to be stored.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// Identifier, ordered by age.
    pub id: String,
    /// Body it came in.
    pub letter: String,
    /// Code, or `unknown`.
    pub kind: String,
    /// Entity that scenarios can run for.
    pub entity: Option<EntityRef>,
    /// The whole event as JSON.
    pub body: String,
    /// Equal for repeated deliveries.
    pub digest: String,
    /// What a delivery of the minute before would have there, if only the time of its coming tells repeated ones apart.
    pub digest_before: Option<String>,
    /// When it happened in amoCRM, Unix milliseconds, if the hook tells.
    pub happened_at: Option<i64>,
    /// When the hook came, Unix milliseconds.
    pub received_at: i64,
}

impl NewEvent {
    /// When it happened, or else when its hook came, Unix milliseconds.
    pub fn at(&self) -> i64 {
        self.happened_at.unwrap_or(self.received_at)
    }
}

/// An event that may tell of the same action as another one.
#[derive(Debug, FromRow)]
pub struct Twin {
    /// Identifier.
    pub id: String,
    /// The whole event as JSON.
    pub body: String,
    kind: String,
    entity_kind: String,
    entity_id: i64,
    received_at: i64,
    happened_at: Option<i64>,
}

impl Twin {
    /// Whether both are of one kind about one entity, come at about the same time, and only one of their hooks tells
    /// when it happened.
    pub fn may_tell_of(&self, event: &NewEvent) -> bool {
        let entity = EntityRef {
            kind: kind_of(&self.entity_kind),
            id: unsigned(self.entity_id),
        };
        self.id != event.id
            && self.kind == event.kind
            && event.entity == Some(entity)
            && self.received_at >= event.received_at - TOGETHER_MS
            && self.happened_at.is_some() != event.happened_at.is_some()
    }
}

#[derive(FromRow)]
struct Started {
    #[sqlx(flatten)]
    run: RunRow,
    started_by: Option<String>,
    story: Option<String>,
}

/// Two hooks about one action come within this time.
const TOGETHER_MS: i64 = 60_000;

impl Store {
    /// Stores events in their order; the answer is the identifiers of those that were not delivered before.
    pub async fn add_events(
        &self,
        write: &mut Connection,
        account: u64,
        events: &[&NewEvent],
    ) -> Result<HashSet<String>> {
        let mut added = HashSet::new();
        for part in rows::parts(events) {
            let sql = format!(
                "insert into event (account_id, id, inbox_id, kind, entity_kind, entity_id, body, digest, received_at,
                   happened_at)
                 values {} on conflict (account_id, digest) do nothing returning id",
                rows::table(1, part.len(), 10)
            );
            let mut query = sqlx::query_scalar(AssertSqlSafe(sql));
            for event in part {
                query = query
                    .bind(number(account))
                    .bind(&event.id)
                    .bind(&event.letter)
                    .bind(&event.kind)
                    .bind(event.entity.map(|entity| entity.kind.word()))
                    .bind(event.entity.map(|entity| number(entity.id)))
                    .bind(&event.body)
                    .bind(&event.digest)
                    .bind(event.received_at)
                    .bind(event.happened_at);
            }
            added.extend(query.fetch_all(&mut *write).await?);
        }
        Ok(added)
    }

    /// Those of these events, all of them stored, that were delivered less than a minute before, but in the minute
    /// before by the clock.
    pub async fn repeated(
        &self,
        write: &mut Connection,
        account: u64,
        events: &[&NewEvent],
    ) -> Result<HashSet<String>> {
        let asked = events
            .iter()
            .filter_map(|event| Some((event.digest_before.as_deref()?, *event)));
        let asked: Vec<(&str, &NewEvent)> = asked.collect();
        let mut came = HashMap::new();
        for part in rows::parts(&asked) {
            let sql = format!(
                "select digest, received_at from event where account_id = $1 and digest in ({})",
                rows::places(2, part.len())
            );
            let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(number(account));
            for (digest, _) in part {
                query = query.bind(*digest);
            }
            let rows: Vec<(String, i64)> = query.fetch_all(&mut *write).await?;
            came.extend(rows);
        }
        let is_repeated = |(digest, event): &(&str, &NewEvent)| {
            let before = came.get(*digest);
            before.is_some_and(|at| event.received_at - at < TOGETHER_MS)
        };
        let repeated = asked.into_iter().filter(is_repeated);
        Ok(repeated.map(|(_, event)| event.id.clone()).collect())
    }

    /// Events about these entities that came shortly before the first of them or later, those among them included;
    /// only of the kinds that several hooks may tell of.
    pub async fn twins(
        &self,
        write: &mut Connection,
        account: u64,
        events: &[&NewEvent],
    ) -> Result<Vec<Twin>> {
        let Some(first) = events.iter().map(|event| event.received_at).min() else {
            return Ok(Vec::new());
        };
        let since = first_id_at(first - TOGETHER_MS);
        let entities: BTreeSet<_> = events.iter().filter_map(|event| event.entity).collect();
        let entities: Vec<_> = entities.into_iter().collect();
        let mut twins = Vec::new();
        for part in rows::parts(&entities) {
            let sql = format!(
                "select id, kind, entity_kind, entity_id, body, received_at, happened_at from event
                 where account_id = $1 and id >= $2 and kind in ('lead_added', 'lead_status_changed')
                   and (entity_kind, entity_id) in (values {})",
                rows::table(3, part.len(), 2)
            );
            let mut query = sqlx::query_as(AssertSqlSafe(sql))
                .bind(number(account))
                .bind(&since);
            for entity in part {
                query = query.bind(entity.kind.word()).bind(number(entity.id));
            }
            twins.extend(query.fetch_all(&mut *write).await?);
        }
        Ok(twins)
    }

    /// Runs, each with the event that started it: its identifier and its JSON.
    pub async fn runs_with_events(
        &self,
        account: u64,
        runs: &[&str],
    ) -> Result<Vec<(RunRow, Option<(String, String)>)>> {
        let mut all = Vec::new();
        for part in rows::parts(runs) {
            let sql = format!(
                "select run.*, event.id as started_by, event.body as story from run
                 left join event on event.account_id = run.account_id and event.id = run.event_id
                 where run.account_id = $1 and run.id in ({}) order by run.id",
                rows::places(2, part.len())
            );
            let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(number(account));
            for run in part {
                query = query.bind(*run);
            }
            let rows: Vec<Started> = query.fetch_all(&self.readers).await?;
            all.extend(
                rows.into_iter()
                    .map(|it| (it.run, it.started_by.zip(it.story))),
            );
        }
        Ok(all)
    }

    /// The event that started a run: its identifier and its JSON.
    pub async fn event_of(&self, account: u64, run: &str) -> Result<Option<(String, String)>> {
        let sql = "select event.id, event.body from run
                   join event on event.account_id = run.account_id and event.id = run.event_id
                   where run.account_id = $1 and run.id = $2";
        let query = sqlx::query_as(sql).bind(number(account)).bind(run);
        Ok(query.fetch_optional(&self.readers).await?)
    }
}
