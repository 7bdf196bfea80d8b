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

/// Bodies of one query; each of them may have a mebibyte.
const AT_ONCE: usize = 25;
/// What is read of them fits into memory many times over.
const ENOUGH_BYTES: usize = 4 << 20;

impl Store {
    /// Appends bodies, each to its account, in one commit.
    pub async fn receive(&self, letters: &[Letter]) -> Result<()> {
        let mut write = self.begin().await?;
        for part in rows::parts(letters) {
            append(&mut write, part).await?;
        }
        Ok(write.commit().await?)
    }

    /// The oldest bodies that wait: so many, or fewer if they are large.
    pub async fn new_letters(&self, account: u64, most: usize) -> Result<Vec<Letter>> {
        let (mut letters, mut bytes) = (Vec::<Letter>::new(), 0);
        while letters.len() < most && bytes < ENOUGH_BYTES {
            let after = letters.last().map_or("", |last| &last.id);
            let limit = AT_ONCE.min(most - letters.len());
            let some = self.letters_after(account, after, limit).await?;
            let is_last = some.len() < limit;
            bytes += some.iter().map(|it| it.body.len()).sum::<usize>();
            letters.extend(some);
            if is_last {
                break;
            }
        }
        Ok(letters)
    }

    async fn letters_after(&self, account: u64, after: &str, limit: usize) -> Result<Vec<Letter>> {
        let sql = "select id, received_at, body from inbox
                   where account_id = $1 and state = 'new' and id > $2 order by id limit $3";
        let query = sqlx::query_as(sql)
            .bind(number(account))
            .bind(after)
            .bind(i64::try_from(limit).unwrap_or(i64::MAX));
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
