//! Tables `server` and `account`: which server works for which account, by the clock of the database.

use sqlx::AssertSqlSafe;

use super::{Error, Result, Store, Transaction, number, unsigned};

/// The right to work for an account; a write in its name is refused once somebody else has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fence {
    /// The account.
    pub account: u64,
    /// How often its owner has changed.
    pub epoch: i64,
}

impl Store {
    /// A store whose writes succeed only as long as the right lasts.
    pub fn fenced(&self, fence: Fence) -> Self {
        Self {
            fence: Some(fence),
            ..self.clone()
        }
    }

    /// Tells that this server is alive for so long, in milliseconds from now.
    pub async fn beat(&self, for_ms: i64) -> Result<()> {
        let mut write = self.begin().await?;
        let now = self.dialect.now();
        let sql = format!(
            "insert into server (server_id, alive_until) values ($1, {now} + $2)
             on conflict (server_id) do update set alive_until = excluded.alive_until"
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(self.server);
        query.bind(for_ms).execute(&mut *write).await?;
        Ok(write.commit().await?)
    }

    /// Tells that this server has gone, and gives its accounts to the others.
    pub async fn leave(&self) -> Result<()> {
        let mut write = self.begin().await?;
        for sql in [
            "update account set lease_owner = null where lease_owner = $1",
            "delete from server where server_id = $1",
        ] {
            sqlx::query(sql)
                .bind(self.server)
                .execute(&mut *write)
                .await?;
        }
        Ok(write.commit().await?)
    }

    /// How many servers work, this one among them.
    pub async fn servers(&self) -> Result<usize> {
        let sql = format!("select count(*) from server where {}", self.alive());
        let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(&self.readers)
            .await?;
        Ok(usize::try_from(count).unwrap_or(1).max(1))
    }

    /// Accounts that this server may work for, and when another one rang for them last.
    pub async fn leases(&self) -> Result<Vec<(Fence, i64)>> {
        let sql = "select account_id, lease_epoch, rung_at from account
                   where lease_owner = $1 and secrets is not null order by account_id";
        let rows: Vec<(i64, i64, i64)> = sqlx::query_as(sql)
            .bind(self.server)
            .fetch_all(&self.readers)
            .await?;
        let fence = |(account, epoch, rung_at)| {
            let account = unsigned(account);
            (Fence { account, epoch }, rung_at)
        };
        Ok(rows.into_iter().map(fence).collect())
    }

    /// Takes accounts that nobody works for, so many at most.
    pub async fn take_leases(&self, most: usize) -> Result<()> {
        let mut write = self.begin().await?;
        let free = format!(
            "(lease_owner is null or lease_owner not in (select server_id from server where {}))",
            self.alive()
        );
        // Asked twice: what another server took meanwhile is not free any more.
        let sql = format!(
            "update account set lease_owner = $1, lease_epoch = lease_epoch + 1 where {free} and account_id in
             (select account_id from account where secrets is not null and {free} order by account_id limit $2)"
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(self.server);
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        query.bind(most).execute(&mut *write).await?;
        let old = format!(
            "delete from server where alive_until < {} - 86400000",
            self.dialect.now()
        );
        sqlx::query(AssertSqlSafe(old)).execute(&mut *write).await?;
        Ok(write.commit().await?)
    }

    /// Gives an account to whoever takes it.
    pub async fn give_up(&self, account: u64) -> Result<()> {
        let mut write = self.begin().await?;
        let sql =
            "update account set lease_owner = null where account_id = $1 and lease_owner = $2";
        let query = sqlx::query(sql).bind(number(account)).bind(self.server);
        query.execute(&mut *write).await?;
        Ok(write.commit().await?)
    }

    /// Tells the owner of an account, wherever it is, to look again.
    pub async fn ring(&self, account: u64) -> Result<()> {
        let mut write = self.begin().await?;
        let now = self.dialect.now();
        let sql = format!("update account set rung_at = {now} where account_id = $1");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(number(account));
        query.execute(&mut *write).await?;
        Ok(write.commit().await?)
    }

    /// Accounts of this server with bodies that wait.
    pub async fn with_letters(&self) -> Result<Vec<u64>> {
        let sql = "select account_id from account where lease_owner = $1 and exists
                   (select 1 from inbox where inbox.account_id = account.account_id and state = 'new')";
        let rows: Vec<i64> = sqlx::query_scalar(sql)
            .bind(self.server)
            .fetch_all(&self.readers)
            .await?;
        Ok(rows.into_iter().map(unsigned).collect())
    }

    /// Refuses to write in the name of an account that another server works for by now.
    pub(super) async fn check(&self, write: &mut Transaction) -> Result<()> {
        let Some(fence) = self.fence else {
            return Ok(());
        };
        let sql = self.dialect.held();
        let query = sqlx::query(sql)
            .bind(number(fence.account))
            .bind(self.server);
        let held = query.bind(fence.epoch).fetch_optional(&mut **write).await?;
        held.map(drop).ok_or(Error::Lost)
    }

    /// Holds for rows of `server` whose server works.
    pub(super) fn alive(&self) -> String {
        let (now, present) = (self.dialect.now(), self.dialect.present(self.server));
        format!("alive_until >= {now} and {present}")
    }
}
