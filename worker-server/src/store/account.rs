//! Table `account`: which accounts are connected, known even while amoCRM is away.

use sqlx::{AssertSqlSafe, FromRow};

use super::{Result, Store, number, unsigned};

/// A connected account.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ConnectionRow {
    account_id: i64,
    /// Where its amoCRM answers.
    pub address: String,
    /// Digest of the last part of the address of its hooks.
    pub hook_digest: Option<String>,
    /// Token and address of the hooks, sealed.
    pub secrets: Vec<u8>,
}

impl ConnectionRow {
    /// amoCRM's number of it.
    pub fn id(&self) -> u64 {
        unsigned(self.account_id)
    }
}

/// A connected account and the server that works for it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Holder {
    account_id: i64,
    /// Where its amoCRM answers.
    pub address: String,
    server_id: Option<i64>,
}

impl Holder {
    /// amoCRM's number of the account.
    pub fn account(&self) -> u64 {
        unsigned(self.account_id)
    }

    /// Number of the server, if one works for it.
    pub fn server(&self) -> Option<u64> {
        self.server_id.map(unsigned)
    }
}

impl Store {
    /// Every connected account with the server that works for it, for the administrator.
    pub async fn holders(&self) -> Result<Vec<Holder>> {
        let sql = format!(
            "select account_id, address, (select server_id from server where server_id = lease_owner and {}) as server_id
             from account where secrets is not null order by account_id",
            self.alive()
        );
        let query = sqlx::query_as(AssertSqlSafe(sql));
        Ok(query.fetch_all(&self.readers).await?)
    }

    /// The account whose amoCRM answers at this address.
    pub async fn account_at(&self, address: &str) -> Result<Option<u64>> {
        let sql = "select account_id from account where address = $1 order by seen_at desc limit 1";
        let query = sqlx::query_scalar(sql).bind(address);
        let found: Option<i64> = query.fetch_optional(&self.readers).await?;
        Ok(found.map(unsigned))
    }

    /// Stores the connection of an account with the digest of its hooks' address and its sealed secrets.
    pub async fn connect(
        &self,
        account: u64,
        (address, hook_digest): (&str, &str),
        secrets: &[u8],
        now: i64,
    ) -> Result<()> {
        let mut write = self.begin().await?;
        let sql = "insert into account (account_id, address, seen_at, hook_digest, secrets) values ($1, $2, $3, $4, $5)
                   on conflict (account_id) do update set address = excluded.address, seen_at = excluded.seen_at,
                   hook_digest = excluded.hook_digest, secrets = excluded.secrets, disconnected_at = null";
        sqlx::query(sql)
            .bind(number(account))
            .bind(address)
            .bind(now)
            .bind(hook_digest)
            .bind(secrets)
            .execute(&mut *write)
            .await?;
        Ok(write.commit().await?)
    }

    /// Forgets the secrets of an account; what it has stays. Whether it was connected.
    pub async fn disconnect(&self, account: u64, now: i64) -> Result<bool> {
        let mut write = self.begin().await?;
        let sql = "update account set secrets = null, hook_digest = null, disconnected_at = $2
                   where account_id = $1 and secrets is not null";
        let query = sqlx::query(sql).bind(number(account)).bind(now);
        let done = query.execute(&mut *write).await?;
        write.commit().await?;
        Ok(done.rows_affected() > 0)
    }

    /// Every connected account, for the server itself.
    pub async fn connections(&self) -> Result<Vec<ConnectionRow>> {
        let sql = "select account_id, address, hook_digest, secrets from account
                   where secrets is not null order by account_id";
        Ok(sqlx::query_as(sql).fetch_all(&self.readers).await?)
    }

    /// Asks something of the database, to see that it answers.
    pub async fn answers(&self) -> Result<()> {
        sqlx::query("select count(*) from account")
            .fetch_one(&self.readers)
            .await?;
        Ok(())
    }
}
