//! Table `dictionary`: users, pipelines and fields, stored once per content.

use sqlx::FromRow;

use super::{Result, Store, number};

/// Dictionaries as amoCRM gave them.
#[derive(Clone, Debug, FromRow)]
pub struct Dictionary {
    /// SHA-256 of the body.
    pub digest: String,
    /// `{account, users, pipelines, custom_fields, installation}`.
    pub body: String,
    /// Unix milliseconds.
    pub fetched_at: i64,
}

impl Store {
    /// The newest dictionaries.
    pub async fn dictionary(&self, account: u64) -> Result<Option<Dictionary>> {
        let sql = "select digest, body, fetched_at from dictionary
                   where account_id = $1 order by fetched_at desc limit 1";
        Ok(sqlx::query_as(sql)
            .bind(number(account))
            .fetch_optional(&self.readers)
            .await?)
    }

    /// The dictionaries with this digest, as text.
    pub async fn dictionary_body(&self, account: u64, digest: &str) -> Result<Option<String>> {
        let sql = "select body from dictionary where account_id = $1 and digest = $2";
        let query = sqlx::query_scalar(sql).bind(number(account)).bind(digest);
        Ok(query.fetch_optional(&self.readers).await?)
    }

    /// Keeps dictionaries; equal ones only get younger.
    pub async fn keep_dictionary(&self, account: u64, dictionary: &Dictionary) -> Result<()> {
        let mut write = self.begin().await?;
        let sql =
            "insert into dictionary (account_id, digest, body, fetched_at) values ($1, $2, $3, $4)
                   on conflict (account_id, digest) do update set fetched_at = excluded.fetched_at";
        sqlx::query(sql)
            .bind(number(account))
            .bind(&dictionary.digest)
            .bind(&dictionary.body)
            .bind(dictionary.fetched_at)
            .execute(&mut *write)
            .await?;
        Ok(write.commit().await?)
    }
}
