//! Table `variable`: what the account's scenarios remember.

use std::collections::BTreeMap;

use engine::effect::VariableChange;

use super::{Connection, Result, Store, number};

/// Characters that one variable holds (R373, A48).
const LONGEST: usize = 30_000;

/// What came of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// The new value is kept.
    Kept,
    /// It would be too long, and the old one stays (A48).
    TooLong,
    /// The variable holds something else than what the new value was computed from (A50).
    Stale,
}

impl Store {
    /// All global variables.
    pub async fn variables(&self, account: u64) -> Result<BTreeMap<String, String>> {
        let sql = "select name, value from variable where account_id = $1";
        let query = sqlx::query_as(sql).bind(number(account));
        let rows: Vec<(String, String)> = query.fetch_all(&self.readers).await?;
        Ok(rows.into_iter().collect())
    }

    /// Their names, in order.
    pub async fn variable_names(&self, account: u64) -> Result<Vec<String>> {
        let sql = "select name from variable where account_id = $1 order by name";
        let query = sqlx::query_scalar(sql).bind(number(account));
        Ok(query.fetch_all(&self.readers).await?)
    }

    /// Changes a variable; one writer at a time, so nobody comes between reading and writing.
    pub async fn change_variable(
        &self,
        write: &mut Connection,
        (account, name): (u64, &str),
        change: &VariableChange,
        now: i64,
    ) -> Result<Changed> {
        // A row of its own is locked first: PostgreSQL would let another program write in between.
        let sql =
            "insert into variable (account_id, name, value, changed_at) values ($1, $2, '', $3)
                   on conflict (account_id, name) do update set changed_at = excluded.changed_at
                   returning value";
        let query = sqlx::query_scalar(sql).bind(number(account)).bind(name);
        let held: String = query.bind(now).fetch_one(&mut *write).await?;
        let value = match change {
            VariableChange::Set { was: Some(was), .. } if *was != held => {
                return Ok(Changed::Stale);
            }
            VariableChange::Set { value, .. } => value.clone(),
            VariableChange::Append { value } => held + value,
            VariableChange::Clear => String::new(),
        };
        if value.chars().count() > LONGEST {
            return Ok(Changed::TooLong);
        }
        let sql = "update variable set value = $3 where account_id = $1 and name = $2";
        let query = sqlx::query(sql).bind(number(account)).bind(name);
        query.bind(value).execute(write).await?;
        Ok(Changed::Kept)
    }
}
