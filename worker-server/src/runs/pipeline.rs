//! The scenario that an action of the Digital Pipeline names (R29, R139; 5.2 of the amoCRM reference).

use engine::{EntityKind, events};
use serde_json::Value as Json;

use super::Error;
use super::start::{self, Start};
use crate::app::Account;
use crate::store::{self, NewEvent, Stored};

/// The start that a hook of our own action asks for; nothing if the account has no such scenario switched on,
/// or the Digital Pipeline does not offer scenarios of its kind.
pub async fn named(account: &Account, event: &NewEvent) -> Result<Option<Start>, Error> {
    let Some(id) = scenario(event) else {
        return Ok(None);
    };
    let stored = match account.store.scenario(account.id, id).await {
        Ok(stored) => Some(stored),
        Err(store::Error::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    match stored.filter(is_offered) {
        Some(stored) => Ok(Some(start::load(account, (id, stored.version)).await?)),
        None => {
            tracing::warn!(
                account.id = account.id,
                scenario.id = id,
                "the pipeline asks for a scenario that it can't start"
            );
            Ok(None)
        }
    }
}

/// Settings of an action are texts.
fn scenario(event: &NewEvent) -> Option<u64> {
    if !event.kind.starts_with("pipeline_") {
        return None;
    }
    let body: Json = serde_json::from_str(&event.body).ok()?;
    // An action that is stretched over several stages also tells that a deal left them.
    if body["fields"]["direction_of_movement"] == "went_from_trigger" {
        return None;
    }
    match &body["fields"]["settings"]["scenario_id"] {
        Json::String(text) => text.trim().parse().ok(),
        number => number.as_u64(),
    }
}

fn is_offered(stored: &Stored) -> bool {
    let event = events::find(&stored.scenario.event);
    let of_deals = stored
        .scenario
        .entity
        .is_none_or(|it| it == EntityKind::Lead);
    stored.enabled && of_deals && event.is_some_and(|event| event.in_pipeline)
}
