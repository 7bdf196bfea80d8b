//! From an event to runs: which scenarios listen, and whether their frequency allows it.

use engine::{Next, Run, scenario::Frequency};
use serde_json::Value as Json;

use super::{Error, pipeline};
use crate::app::Account;
use crate::store::{Connection, NewEvent, NewRun, RunState, new_id};

/// What starts, read before the transaction that stores it.
pub struct Start {
    /// Number and version.
    scenario: (u64, u64),
    frequency: Frequency,
    /// Timer of the first block; `None` is a scenario without blocks.
    delay_s: Option<u32>,
}

/// What an event starts.
#[derive(Default)]
pub struct Plan {
    starts: Vec<Start>,
    /// Length of the chain if a run of ours caused the event.
    depth: u32,
}

/// Enabled scenarios that listen to an event or that it names, and whether the event is an echo of our own writes:
/// scenarios may react to each other, but not for ever (A21).
pub async fn plan(account: &Account, event: &NewEvent) -> Result<Plan, Error> {
    let Some(entity) = event.entity else {
        return Ok(Plan::default());
    };
    let mut plan = Plan::default();
    plan.starts.extend(pipeline::named(account, event).await?);
    for listener in account.store.listeners(account.id, &event.kind).await? {
        plan.starts
            .push(load(account, (listener.scenario(), listener.version())).await?);
    }
    if !plan.starts.is_empty() {
        let chain = account
            .store
            .chain_at(account.id, entity, event.at())
            .await?;
        plan.depth = chain.map_or(0, |depth| depth + 1);
    }
    Ok(plan)
}

/// A version of a scenario, as far as its start depends on it.
pub async fn load(account: &Account, scenario: (u64, u64)) -> Result<Start, Error> {
    let loaded = account.program(scenario).await?;
    let delay_s = match engine::first(&loaded.program) {
        Next::Block { delay_s, .. } => Some(delay_s),
        Next::Fallback { .. } | Next::Done => None,
    };
    Ok(Start {
        scenario,
        frequency: loaded.scenario.frequency,
        delay_s,
    })
}

/// Stores an event and its runs; a repeated delivery stores nothing.
pub async fn start(
    account: &Account,
    write: &mut Connection,
    event: &NewEvent,
    plan: &Plan,
) -> Result<(), Error> {
    if !account.store.add_event(write, account.id, event).await? {
        tracing::info!(
            account.id = account.id,
            event = event.kind,
            "a repeated delivery starts nothing"
        );
        return Ok(());
    }
    if is_told_twice(account, write, event, plan).await? {
        tracing::info!(
            account.id = account.id,
            event = event.kind,
            "another hook about the same action starts nothing"
        );
        return Ok(());
    }
    for start in &plan.starts {
        let Some(entity) = event.entity else { continue };
        let run = Run {
            depth: plan.depth,
            ..Run::new(&event.kind, entity)
        };
        begin(
            account,
            write,
            start,
            run,
            (Some(&event.id), event.received_at),
        )
        .await?;
    }
    Ok(())
}

/// Whether another hook told of the same action: a manager's own «отправить хук» on a stage sends numbers alone beside
/// the hook of the account (5.1 of the amoCRM reference).
async fn is_told_twice(
    account: &Account,
    write: &mut Connection,
    event: &NewEvent,
    plan: &Plan,
) -> Result<bool, Error> {
    let may_be = matches!(event.kind.as_str(), "lead_added" | "lead_status_changed");
    if !may_be || plan.starts.is_empty() {
        return Ok(false);
    }
    let stage = |body: &str| -> Json {
        let body: Json = serde_json::from_str(body).unwrap_or_default();
        body["fields"]["status_id"].clone()
    };
    let twins = account.store.twins(write, account.id, event).await?;
    let own = stage(&event.body);
    Ok(twins.iter().any(|twin| stage(twin) == own))
}

/// Stores a run, or that its frequency forbids it (R68).
pub async fn begin(
    account: &Account,
    write: &mut Connection,
    start: &Start,
    run: Run,
    (event, at): (Option<&str>, i64),
) -> Result<(), Error> {
    let pair = (start.scenario.0, run.entity);
    let may = account
        .store
        .may_start(write, account.id, pair, start.frequency, at)
        .await?;
    // What came before the kill switch was pressed waits no longer, even if nobody had looked at it by then.
    let stopped = account
        .store
        .is_stopped(write, account.id, start.scenario.0, at)
        .await?;
    let state = match (may, start.delay_s) {
        _ if stopped => RunState::Stopped,
        (false, _) => RunState::TooOften,
        (true, Some(_)) => RunState::Ready,
        (true, None) => RunState::Done,
    };
    let new = NewRun {
        id: new_id(),
        scenario: start.scenario,
        event_id: event.map(str::to_owned),
        run,
        state,
        due_at: at + i64::from(start.delay_s.unwrap_or_default()) * 1000,
        started_at: at,
        fires: None,
        target: None,
    };
    Ok(account.store.add_run(write, account.id, &new).await?)
}
