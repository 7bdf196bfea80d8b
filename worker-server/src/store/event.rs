//! Table `event`: what the bodies mean, each meaning once.

use engine::EntityRef;

use super::{Connection, Result, Store, number, retention::first_id_at, run::kind_word};

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

/// Two hooks about one action come within this time.
const TOGETHER_MS: i64 = 60_000;

impl Store {
    /// Stores an event; false if it was delivered before.
    pub async fn add_event(
        &self,
        write: &mut Connection,
        account: u64,
        event: &NewEvent,
    ) -> Result<bool> {
        let sql = "insert into event (account_id, id, inbox_id, kind, entity_kind, entity_id, body, digest, received_at,
                     happened_at)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (account_id, digest) do nothing";
        let done = sqlx::query(sql)
            .bind(number(account))
            .bind(&event.id)
            .bind(&event.letter)
            .bind(&event.kind)
            .bind(event.entity.map(|entity| kind_word(entity.kind)))
            .bind(event.entity.map(|entity| number(entity.id)))
            .bind(&event.body)
            .bind(&event.digest)
            .bind(event.received_at)
            .bind(event.happened_at)
            .execute(write)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// JSON of events of the same kind about the same entity that came shortly before, if their hooks tell the time
    /// and that of this one does not, or the other way round.
    pub async fn twins(
        &self,
        write: &mut Connection,
        account: u64,
        event: &NewEvent,
    ) -> Result<Vec<String>> {
        let Some(entity) = event.entity else {
            return Ok(Vec::new());
        };
        let sql = "select body from event where account_id = $1 and entity_kind = $2 and entity_id = $3
                     and id >= $4 and id <> $5 and kind = $6
                     and (($7 = 1 and happened_at is null) or ($7 = 0 and happened_at is not null))";
        let query = sqlx::query_scalar(sql)
            .bind(number(account))
            .bind(kind_word(entity.kind))
            .bind(number(entity.id))
            .bind(first_id_at(event.received_at - TOGETHER_MS))
            .bind(&event.id)
            .bind(&event.kind)
            .bind(i64::from(event.happened_at.is_some()));
        Ok(query.fetch_all(write).await?)
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
