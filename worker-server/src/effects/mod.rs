//! Effects are carried out here and nowhere else; one file per effect.
//!
//! The intent is stored before [`carry_out`] and the outcome after it.
//! After a crash in between it is called again with [`Attempt::Again`].

use engine::{Effect, EntityKind};
use serde_json::Value as Json;

use crate::crm::{Client, Error, Method};

mod add_note;
mod change_fields;
mod change_responsible;
mod change_stage;
mod change_tags;
mod create_task;

/// Whether an effect may have been carried out before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// Nobody tried yet.
    First,
    /// An attempt began at this time (Unix seconds) and its outcome is not known.
    Again {
        /// When the intent was stored.
        since: i64,
    },
}

/// Carries an effect out once, as far as amoCRM can tell.
///
/// Changes are harmless to repeat; creations are first looked up when an attempt was made before.
///
/// # Errors
/// As amoCRM's client; [`Error::Unknown`] for a creation means that it may have been done.
pub async fn carry_out(client: &Client, effect: &Effect, attempt: Attempt) -> Result<(), Error> {
    let request = request(effect);
    if let Attempt::Again { since } = attempt
        && is_done(client, effect, since).await?
    {
        return Ok(());
    }
    client
        .send(request.method, &request.path, &request.body)
        .await
        .map(drop)
}

/// Whether a creation is in amoCRM already; changes never ask.
///
/// # Errors
/// When amoCRM refuses the look-up.
pub async fn is_done(client: &Client, effect: &Effect, since: i64) -> Result<bool, Error> {
    match effect {
        Effect::CreateTask { .. } => create_task::is_done(client, effect, since).await,
        Effect::AddNote { .. } => add_note::is_done(client, effect, since).await,
        Effect::ChangeResponsible { .. }
        | Effect::ChangeFields { .. }
        | Effect::ChangeTags { .. }
        | Effect::ChangeStage { .. } => Ok(false),
    }
}

/// What is sent for an effect.
#[derive(Debug, PartialEq)]
struct Request {
    method: Method,
    path: String,
    body: Json,
}

impl Request {
    fn change(kind: EntityKind, id: u64, body: Json) -> Self {
        Self {
            method: Method::Patch,
            path: format!("{}/{id}", kind.plural()),
            body,
        }
    }

    fn create(path: String, item: Json) -> Self {
        Self {
            method: Method::Post,
            path,
            body: Json::Array(vec![item]),
        }
    }
}

fn request(effect: &Effect) -> Request {
    match effect {
        Effect::ChangeResponsible { entity, user } => change_responsible::request(*entity, *user),
        Effect::ChangeFields { entity, changes } => change_fields::request(*entity, changes),
        Effect::CreateTask {
            entity,
            responsible,
            task_type,
            complete_till,
            text,
        } => create_task::request(*entity, *responsible, *task_type, *complete_till, text),
        Effect::AddNote {
            entity,
            text,
            system,
        } => add_note::request(*entity, text, *system),
        Effect::ChangeTags {
            entity,
            add,
            remove,
        } => change_tags::request(*entity, add, remove),
        Effect::ChangeStage {
            entity,
            pipeline,
            status,
        } => change_stage::request(*entity, *pipeline, *status),
    }
}

/// Amounts of seconds by which amoCRM's clock may run behind ours.
const CLOCK_SKEW_S: i64 = 120;

/// Whether an item of amoCRM was made after an intent, with some room for its clock.
fn is_since(item: &Json, since: i64) -> bool {
    item["created_at"]
        .as_i64()
        .is_some_and(|at| at >= since - CLOCK_SKEW_S)
}
