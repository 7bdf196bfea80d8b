//! Table `inbox`: bodies of hooks, durable before they are answered.

use sqlx::AssertSqlSafe;

use super::{Connection, Result, Store, number, rows};

/// A body that was not turned into events yet.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Whose it is.
    pub account: u64,
    /// Identifier, ordered by age.
    pub id: String,
    /// Unix milliseconds.
    pub received_at: i64,
    /// As it came.
    pub body: Vec<u8>,
}

impl Store {
    /// Appends bodies, each to its account, in one commit.
    pub async fn receive(&self, letters: &[Letter]) -> Result<()> {
        let mut write = self.begin().await?;
        for part in rows::parts(letters) {
            append(&mut write, part).await?;
        }
        Ok(write.commit().await?)
    }

    /// The oldest bodies that wait.
    pub async fn new_letters(&self, account: u64, limit: usize) -> Result<Vec<Letter>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let sql = "select id, received_at, body from inbox
                   where account_id = $1 and state = 'new' order by id limit $2";
        let query = sqlx::query_as(sql).bind(number(account)).bind(limit);
        let rows: Vec<(String, i64, Vec<u8>)> = query.fetch_all(&self.readers).await?;
        let letter = |(id, received_at, body)| Letter {
            account,
            id,
            received_at,
            body,
        };
        Ok(rows.into_iter().map(letter).collect())
    }

    /// Marks bodies as turned into events.
    pub async fn finish_letters(
        &self,
        write: &mut Connection,
        account: u64,
        letters: &[&str],
    ) -> Result<()> {
        for part in rows::parts(letters) {
            let sql = format!(
                "update inbox set state = 'done' where account_id = $1 and id in ({})",
                rows::places(2, part.len())
            );
            let mut query = sqlx::query(AssertSqlSafe(sql)).bind(number(account));
            for id in part {
                query = query.bind(*id);
            }
            query.execute(&mut *write).await?;
        }
        Ok(())
    }
}

async fn append(write: &mut Connection, letters: &[Letter]) -> Result<()> {
    let rows = rows::values(letters.len(), |row| {
        format!("({}, 'new')", rows::places(1 + row * 4, 4))
    });
    let sql = format!("insert into inbox (account_id, id, received_at, body, state) values {rows}");
    let mut insert = sqlx::query(AssertSqlSafe(sql));
    for letter in letters {
        insert = insert
            .bind(number(letter.account))
            .bind(&letter.id)
            .bind(letter.received_at)
            .bind(&letter.body);
    }
    insert.execute(write).await?;
    Ok(())
}
