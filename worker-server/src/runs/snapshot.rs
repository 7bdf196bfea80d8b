//! The facts of one step: what the block reads, and nothing else.

use std::collections::BTreeSet;

use chrono::DateTime;
use engine::values::Need;
use engine::{Run, Snapshot};
use serde_json::{Value as Json, json};

use super::Error;
use super::context::Context;
use crate::app::{Account, Kept, now_ms};
use crate::crm;

/// Facts as the engine takes them and as they are kept.
pub struct Taken {
    /// For the engine.
    pub snapshot: Snapshot,
    /// The text that was read, without the names of the account, for the history.
    pub facts: String,
    /// The same, for reading it anew.
    json: Json,
    /// The names that were used.
    pub names: Kept,
    /// Event that started the run, or the run that this one continues.
    pub event: Option<String>,
}

/// Takes the facts that are needed, fresh from amoCRM (A11, A12).
pub async fn take(
    account: &Account,
    run: &Run,
    context: Context,
    needs: &BTreeSet<Need>,
) -> Result<Taken, Error> {
    let dictionaries = account.dictionaries().await?;
    let mut facts = match needs.is_empty() {
        true => json!({}),
        false => crm::facts(&account.crm, run.entity, needs)
            .await?
            .ok_or(Error::NoEntity)?,
    };
    for (key, value) in context.facts {
        facts[key] = value;
    }
    if let Some(note) = context.note.filter(|_| needs.contains(&Need::Note)) {
        // A note that was deleted since is known as its hook told it.
        if let Some(fresh) = account.crm.note(run.entity.kind, note).await? {
            facts["note"] = fresh;
        }
    }
    facts["now"] = Json::from(instant(now_ms()));
    facts["run"] = json!(run.variables);
    facts["variables"] = json!(account.store.variables(account.id).await?);
    let text = facts.to_string();
    Ok(Taken {
        snapshot: Snapshot::with_names(&text, &dictionaries.names)?,
        facts: text,
        json: facts,
        names: dictionaries,
        event: context.event_id,
    })
}

impl Taken {
    /// Reads the variables again, and nothing else: other runs changed them meanwhile (A50).
    pub async fn refresh(&mut self, account: &Account) -> Result<(), Error> {
        let variables = account.store.variables(account.id).await?;
        self.json["variables"] = json!(variables);
        self.facts = self.json.to_string();
        self.snapshot = Snapshot::with_names(&self.facts, &self.names.names)?;
        Ok(())
    }
}

/// RFC 3339 text of Unix milliseconds.
fn instant(ms: i64) -> String {
    DateTime::from_timestamp_millis(ms)
        .unwrap_or_default()
        .to_rfc3339()
}
