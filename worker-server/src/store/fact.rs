//! Table `fact`: what decisions saw, kept once per event however many blocks read it, and compressed.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

use super::{Connection, Result, Store, number, rows};

/// A shorter text costs less where it stands than a row of its own.
const SHORT: usize = 200;
/// Facts are far smaller: amoCRM's longest answer about one entity and its links.
const MOST_BYTES: u64 = 16 << 20;

/// Facts of one decision, taken apart for keeping.
#[derive(Clone, Debug)]
pub struct Facts {
    rest: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    digest: String,
    body: Vec<u8>,
}

/// Facts as they stand in the row of the decision: what is short or differs each time by itself, else its digest.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Rest {
    is: BTreeMap<String, Box<RawValue>>,
    kept: BTreeMap<String, String>,
}

impl Facts {
    /// Takes the text apart by its keys; [`Store::facts_of`] puts the same bytes together again.
    pub fn of(text: &str) -> Self {
        Self::apart(text)
            .filter(|(_, whole)| whole == text)
            .map_or_else(|| Self::undivided(text), |(facts, _)| facts)
    }

    /// The parts, and the text that they make together.
    fn apart(text: &str) -> Option<(Self, String)> {
        let all: BTreeMap<String, Box<RawValue>> = serde_json::from_str(text).ok()?;
        let whole = serde_json::to_string(&all).ok()?;
        let (mut rest, mut parts) = (Rest::default(), Vec::new());
        for (key, value) in all {
            if value.get().len() < SHORT {
                rest.is.insert(key, value);
                continue;
            }
            let part = Part::of(value.get());
            rest.kept.insert(key, part.digest.clone());
            parts.push(part);
        }
        let rest = serde_json::to_string(&rest).ok()?;
        Some((Self { rest, parts }, whole))
    }

    /// Other servers' facts may come in another order of keys; they are kept as they are.
    fn undivided(text: &str) -> Self {
        let part = Part::of(text);
        let rest = serde_json::json!({ "is": {}, "kept": { "": part.digest } }).to_string();
        Self {
            rest,
            parts: vec![part],
        }
    }

    /// What stands in the row of the decision.
    pub(super) fn rest(&self) -> &str {
        &self.rest
    }
}

impl Part {
    fn of(text: &str) -> Self {
        let digest = Sha256::digest(text).iter().take(16).fold(
            String::with_capacity(32),
            |mut hex, byte| {
                hex.push_str(&format!("{byte:02x}"));
                hex
            },
        );
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
        // Writing into memory does not fail.
        let _ = packed.write_all(text.as_bytes());
        Self {
            digest,
            body: packed.finish().unwrap_or_default(),
        }
    }
}

fn unpack(body: &[u8]) -> Result<String> {
    let mut text = String::new();
    DeflateDecoder::new(body)
        .take(MOST_BYTES)
        .read_to_string(&mut text)
        .map_err(|error| sqlx::Error::Decode(error.into()))?;
    Ok(text)
}

impl Store {
    /// Keeps what decisions are the first of their owner to see.
    pub(super) async fn keep_facts(
        &self,
        write: &mut Connection,
        account: u64,
        seen: &[(&str, &Facts)],
    ) -> Result<()> {
        let all = seen
            .iter()
            .flat_map(|(owner, facts)| facts.parts.iter().map(|part| (*owner, part)));
        let all: Vec<(&str, &Part)> = all.collect();
        for rows in rows::parts(&all) {
            let sql = format!(
                "insert into fact (account_id, owner, digest, body) values {}
                 on conflict (account_id, owner, digest) do nothing",
                rows::table(1, rows.len(), 4)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (owner, part) in rows {
                query = query
                    .bind(number(account))
                    .bind(*owner)
                    .bind(&part.digest)
                    .bind(&part.body);
            }
            query.execute(&mut *write).await?;
        }
        Ok(())
    }

    /// The facts of a decision, byte for byte as the engine read them.
    pub(super) async fn facts_of(&self, account: u64, owner: &str, rest: &str) -> Result<String> {
        let mut rest: Rest = serde_json::from_str(rest)?;
        for (key, digest) in std::mem::take(&mut rest.kept) {
            let text = self.fact(account, owner, &digest).await?;
            if key.is_empty() {
                return Ok(text);
            }
            rest.is.insert(key, RawValue::from_string(text)?);
        }
        Ok(serde_json::to_string(&rest.is)?)
    }

    async fn fact(&self, account: u64, owner: &str, digest: &str) -> Result<String> {
        let sql = "select body from fact where account_id = $1 and owner = $2 and digest = $3";
        let query = sqlx::query_scalar(sql)
            .bind(number(account))
            .bind(owner)
            .bind(digest);
        let body: Vec<u8> = query.fetch_one(&self.readers).await?;
        unpack(&body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_is_kept_apart_and_the_rest_stays() {
        let name = "я".repeat(SHORT);
        let text = format!(r#"{{"lead":{{"name":"{name}"}},"now":"2026-11-23"}}"#);
        let facts = Facts::of(&text);
        assert!(facts.rest.contains("2026-11-23") && !facts.rest.contains("яя"));
        let [part] = facts.parts.as_slice() else {
            panic!("one part is long: {:?}", facts.parts);
        };
        let lead = format!(r#"{{"name":"{name}"}}"#);
        assert_eq!(unpack(&part.body).expect("it was packed"), lead);
        assert!(part.body.len() < lead.len() / 10, "{}", part.body.len());
    }

    #[test]
    fn equal_parts_have_equal_digests_and_others_do_not() {
        let part = |text: &str| Part::of(text).digest;
        assert_eq!(part("{}"), part("{}"));
        assert_ne!(part("{}"), part("[]"));
    }

    #[test]
    fn a_text_that_would_come_back_otherwise_is_kept_whole() {
        for text in [r#"{"b":1,"a":2}"#, r#"{"a": 1}"#, "[]", ""] {
            let facts = Facts::of(text);
            let [part] = facts.parts.as_slice() else {
                panic!("{text} is one part: {:?}", facts.parts);
            };
            assert_eq!(unpack(&part.body).expect("it was packed"), text);
        }
    }
}
