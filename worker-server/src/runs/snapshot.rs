//! The facts of one step: what the block reads, and nothing else.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::DateTime;
use engine::values::Need;
use engine::{Run, Snapshot};
use serde_json::{Value as Json, json};

use super::Error;
use super::context::Context;
use crate::app::{App, now_ms};
use crate::crm;

/// Facts as the engine takes them and as they are kept.
pub struct Taken {
    /// For the engine.
    pub snapshot: Snapshot,
    /// Without dictionaries and installation, for the history.
    pub facts: Json,
    /// Which dictionaries were used.
    pub dictionary: Arc<str>,
    /// Event that started the run, or the run that this one continues.
    pub event: Option<String>,
}

/// Takes the facts that are needed, fresh from amoCRM (A11, A12).
pub async fn take(
    app: &App,
    run: &Run,
    context: Context,
    needs: &BTreeSet<Need>,
) -> Result<Taken, Error> {
    let dictionaries = app.dictionaries().await?;
    let mut facts = match needs.is_empty() {
        true => json!({}),
        false => crm::facts(&app.crm, run.entity, needs)
            .await?
            .ok_or(Error::NoEntity)?,
    };
    for (key, value) in context.facts {
        facts[key] = value;
    }
    if let Some(note) = context.note.filter(|_| needs.contains(&Need::Note)) {
        // A note that was deleted since is known as its hook told it.
        if let Some(fresh) = app.crm.note(run.entity.kind, note).await? {
            facts["note"] = fresh;
        }
    }
    facts["now"] = Json::from(instant(now_ms()));
    facts["run"] = json!(run.variables);
    facts["variables"] = json!(app.store.variables(app.account).await?);
    let snapshot = read(facts.clone(), app, &dictionaries.json)?;
    Ok(Taken {
        snapshot,
        facts,
        dictionary: dictionaries.digest,
        event: context.event_id,
    })
}

impl Taken {
    /// Reads the variables again, and nothing else: other runs changed them meanwhile (A50).
    pub async fn refresh(&mut self, app: &App) -> Result<(), Error> {
        let variables = app.store.variables(app.account).await?;
        self.facts["variables"] = json!(variables);
        self.snapshot.variables = variables;
        Ok(())
    }
}

fn read(mut facts: Json, app: &App, dictionaries: &Json) -> Result<Snapshot, Error> {
    if let Some(installation) = &app.installation {
        facts["installation"] = installation.clone();
    }
    for (key, value) in dictionaries.as_object().into_iter().flatten() {
        facts[key] = value.clone();
    }
    Ok(Snapshot::from_json(&facts.to_string())?)
}

/// RFC 3339 text of Unix milliseconds.
fn instant(ms: i64) -> String {
    DateTime::from_timestamp_millis(ms)
        .unwrap_or_default()
        .to_rfc3339()
}
