//! Table `event`: what the bodies mean, each meaning once.

use engine::EntityRef;

use super::{Connection, Result, Store, number, run::kind_word};

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
    /// When it happened in amoCRM, Unix milliseconds; when the hook came if it does not tell.
    pub happened_at: i64,
    /// When the hook came, Unix milliseconds.
    pub received_at: i64,
}

impl Store {
    /// Stores an event; false if it was delivered before.
    pub async fn add_event(
        &self,
        write: &mut Connection,
        account: u64,
        event: &NewEvent,
    ) -> Result<bool> {
        let sql = "insert into event (account_id, id, inbox_id, kind, entity_kind, entity_id, body, digest, received_at)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (account_id, digest) do nothing";
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
            .execute(write)
            .await?;
        Ok(done.rows_affected() == 1)
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
