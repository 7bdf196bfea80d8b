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

/// What is the same for all runs of an account at a moment.
pub struct Moment {
    names: Kept,
    variables: Json,
    now: String,
}

impl Moment {
    /// This one.
    pub async fn take(account: &Account) -> Result<Self, Error> {
        Ok(Self {
            names: account.dictionaries().await?,
            variables: json!(account.store.variables(account.id).await?),
            now: instant(now_ms()),
        })
    }

    /// The facts of a run, with what amoCRM told of its entities.
    pub fn facts(&self, run: &Run, context: Context, mut facts: Json) -> Result<Taken, Error> {
        for (key, value) in context.facts {
            facts[key] = value;
        }
        facts["now"] = Json::from(self.now.as_str());
        facts["run"] = json!(run.variables);
        facts["variables"] = self.variables.clone();
        let text = facts.to_string();
        Ok(Taken {
            snapshot: Snapshot::with_names(&text, &self.names.names)?,
            facts: text,
            json: facts,
            names: self.names.clone(),
            event: context.event_id,
        })
    }
}

/// Takes the facts that are needed, fresh from amoCRM (A11, A12).
pub async fn take(
    account: &Account,
    run: &Run,
    mut context: Context,
    needs: &BTreeSet<Need>,
) -> Result<Taken, Error> {
    let facts = around(account, run, needs).await?;
    if let Some(note) = context.note.filter(|_| needs.contains(&Need::Note)) {
        // A note that was deleted since is known as its hook told it.
        if let Some(fresh) = account.crm.note(run.entity.kind, note).await? {
            context.facts.insert("note".to_owned(), fresh);
        }
    }
    Moment::take(account).await?.facts(run, context, facts)
}

/// What amoCRM tells of the entities around a run.
pub async fn around(account: &Account, run: &Run, needs: &BTreeSet<Need>) -> Result<Json, Error> {
    if needs.is_empty() {
        return Ok(json!({}));
    }
    let facts = crm::facts(&account.crm, run.entity, needs).await?;
    facts.ok_or(Error::NoEntity)
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
