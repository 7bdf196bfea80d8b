//! Table `account`: which account a server works for, known even while amoCRM is away.

use sqlx::FromRow;

use super::{Result, Store, number};

/// An account as the server last saw it.
#[derive(Debug, FromRow)]
pub struct Account {
    /// amoCRM's number of it.
    pub account_id: i64,
}

impl Store {
    /// The account whose amoCRM answers at this address.
    pub async fn account_at(&self, address: &str) -> Result<Option<Account>> {
        let sql = "select account_id from account where address = $1 order by seen_at desc limit 1";
        Ok(sqlx::query_as(sql)
            .bind(address)
            .fetch_optional(&self.readers)
            .await?)
    }

    /// Remembers the account of an address.
    pub async fn remember_account(&self, account: u64, address: &str, now: i64) -> Result<()> {
        let mut write = self.begin().await?;
        let sql = "insert into account (account_id, address, seen_at) values ($1, $2, $3)
                   on conflict (account_id) do update set address = excluded.address, seen_at = excluded.seen_at";
        sqlx::query(sql)
            .bind(number(account))
            .bind(address)
            .bind(now)
            .execute(&mut *write)
            .await?;
        Ok(write.commit().await?)
    }
}
