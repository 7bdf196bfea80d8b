//! An order to start becomes runs: one event that all share, one run for each entity, in one transaction.

use engine::Run;
use serde_json::json;

use super::Error;
use super::start::{self, Beginning};
use crate::app::Account;
use crate::store::{self, LaunchRow, NewEvent, new_id};

/// Stores the runs of an order; one whose scenario was switched off or deleted meanwhile is stopped.
pub async fn launch(account: &Account, order: &LaunchRow) -> Result<(), Error> {
    let stored = match account.store.scenario(account.id, order.scenario()).await {
        Ok(stored) if stored.enabled => stored,
        Ok(_) | Err(store::Error::NotFound) => {
            account
                .store
                .stop_launch(account.id, &order.id, order.asked_at)
                .await?;
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    let start = start::load(account, (stored.id, stored.version)).await?;
    let event = event(order, &stored.scenario.event);
    let mut write = account.store.begin().await?;
    let taken = account
        .store
        .begin_launch(&mut write, (account.id, &order.id), &event.id)
        .await?;
    if taken {
        account
            .store
            .add_events(&mut write, account.id, &[&event])
            .await?;
        let runs = order.entities()?.into_iter().map(|entity| Beginning {
            start,
            run: Run::new(&stored.scenario.event, entity),
            event: Some(&event.id),
            at: order.asked_at,
        });
        start::begin(account, &mut write, runs.collect()).await?;
    }
    Ok(write.commit().await.map_err(store::Error::from)?)
}

/// What the runs know of their start: who ordered it, when, and how.
fn event(order: &LaunchRow, code: &str) -> NewEvent {
    let (kind, user, at) = (order.kind().code(), order.user(), order.asked_at);
    let body = json!({
        "kind": code,
        "start": { "kind": kind, "user": user },
        "fields": { "updated_at": at / 1000, "updated_by": user },
    });
    NewEvent {
        id: new_id(),
        letter: order.id.clone(),
        kind: "launch".to_owned(),
        entity: None,
        body: body.to_string(),
        digest: order.id.clone(),
        digest_before: None,
        happened_at: Some(at),
        received_at: at,
    }
}
