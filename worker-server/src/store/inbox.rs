//! Table `inbox`: bodies of hooks, durable before they are answered.

use sqlx::AssertSqlSafe;

use super::{Connection, Result, Store, number};

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

/// Bodies of one statement: each one is a round trip to PostgreSQL, during which everybody waits for the commit.
const TOGETHER: usize = 128;

impl Store {
    /// Appends bodies, each to its account, in one commit.
    pub async fn receive(&self, letters: &[Letter]) -> Result<()> {
        let mut write = self.begin().await?;
        let mut rest = letters;
        while !rest.is_empty() {
            // Powers of two: a few statements, prepared once, do for any number of bodies.
            let rows = (1 << rest.len().ilog2()).min(TOGETHER);
            let (some, others) = rest.split_at(rows);
            append(&mut write, some).await?;
            rest = others;
        }
        Ok(write.commit().await?)
    }

    /// The oldest bodies that wait.
    pub async fn new_letters(&self, account: u64, limit: i64) -> Result<Vec<Letter>> {
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

    /// Marks a body as turned into events.
    pub async fn finish_letter(
        &self,
        write: &mut Connection,
        account: u64,
        id: &str,
    ) -> Result<()> {
        let sql = "update inbox set state = 'done' where account_id = $1 and id = $2";
        sqlx::query(sql)
            .bind(number(account))
            .bind(id)
            .execute(write)
            .await?;
        Ok(())
    }
}

async fn append(write: &mut Connection, letters: &[Letter]) -> Result<()> {
    let row = |row: usize| {
        let [account, id, at, body] = [1, 2, 3, 4].map(|column| row * 4 + column);
        format!("(${account}, ${id}, ${at}, ${body}, 'new')")
    };
    let rows: Vec<String> = (0..letters.len()).map(row).collect();
    let sql = format!(
        "insert into inbox (account_id, id, received_at, body, state) values {}",
        rows.join(", ")
    );
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
