//! One action that several hooks tell of: a manager's own «отправить хук» on a stage sends numbers alone beside the
//! hook of the account (5.1 of the amoCRM reference).

use std::collections::{HashMap, HashSet};

use serde_json::Value as Json;

use super::{Error, Plan};
use crate::app::Account;
use crate::store::{Connection, NewEvent, Twin};

/// Events, just stored, whose action another event told of before; only of those that would start something.
pub async fn told_twice<'a>(
    account: &Account,
    write: &mut Connection,
    events: &[&'a (NewEvent, Plan)],
) -> Result<HashSet<&'a str>, Error> {
    let order = events.iter().enumerate();
    let order: HashMap<&str, usize> = order.map(|(at, (it, _))| (it.id.as_str(), at)).collect();
    let asked: Vec<&NewEvent> = events
        .iter()
        .filter(|(event, plan)| is_told_by_several(event) && !plan.is_empty())
        .map(|(event, _)| event)
        .collect();
    let twins = account.store.twins(write, account.id, &asked).await?;
    // Those of the same transaction are there already; only the one that came first may start something.
    let is_earlier = |twin: &Twin, event: &NewEvent| {
        order
            .get(twin.id.as_str())
            .is_none_or(|at| Some(at) < order.get(event.id.as_str()))
    };
    let twice = asked.into_iter().filter(|event| {
        let mut candidates = twins.iter().filter(|twin| twin.may_tell_of(event));
        candidates.any(|twin| is_earlier(twin, event) && stage(&twin.body) == stage(&event.body))
    });
    Ok(twice.map(|event| event.id.as_str()).collect())
}

fn is_told_by_several(event: &NewEvent) -> bool {
    matches!(event.kind.as_str(), "lead_added" | "lead_status_changed")
}

fn stage(body: &str) -> Json {
    let body: Json = serde_json::from_str(body).unwrap_or_default();
    body["fields"]["status_id"].clone()
}
