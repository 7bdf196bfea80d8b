//! From an event to runs: which scenarios listen, and whether their frequency allows it.

use engine::{Next, Run, scenario::Frequency};

use super::Error;
use crate::app::App;
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

/// Enabled scenarios that listen to an event, and whether the event is an echo of our own writes:
/// scenarios may react to each other, but not for ever (A21).
pub async fn plan(app: &App, event: &NewEvent) -> Result<Plan, Error> {
    let Some(entity) = event.entity else {
        return Ok(Plan::default());
    };
    let mut plan = Plan::default();
    for listener in app.store.listeners(app.account, &event.kind).await? {
        plan.starts
            .push(load(app, (listener.scenario(), listener.version())).await?);
    }
    if !plan.starts.is_empty() {
        let chain = app
            .store
            .chain_at(app.account, entity, event.happened_at)
            .await?;
        plan.depth = chain.map_or(0, |depth| depth + 1);
    }
    Ok(plan)
}

/// A version of a scenario, as far as its start depends on it.
pub async fn load(app: &App, scenario: (u64, u64)) -> Result<Start, Error> {
    let loaded = app.program(scenario).await?;
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
    app: &App,
    write: &mut Connection,
    event: &NewEvent,
    plan: &Plan,
) -> Result<(), Error> {
    if !app.store.add_event(write, app.account, event).await? {
        tracing::info!(
            account.id = app.account,
            event = event.kind,
            "a repeated delivery starts nothing"
        );
        return Ok(());
    }
    for start in &plan.starts {
        let Some(entity) = event.entity else { continue };
        let run = Run {
            depth: plan.depth,
            ..Run::new(&event.kind, entity)
        };
        begin(app, write, start, run, (Some(&event.id), event.received_at)).await?;
    }
    Ok(())
}

/// Stores a run, or that its frequency forbids it (R68).
pub async fn begin(
    app: &App,
    write: &mut Connection,
    start: &Start,
    run: Run,
    (event, at): (Option<&str>, i64),
) -> Result<(), Error> {
    let pair = (start.scenario.0, run.entity);
    let may = app
        .store
        .may_start(write, app.account, pair, start.frequency, at)
        .await?;
    let state = match (may, start.delay_s) {
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
    Ok(app.store.add_run(write, app.account, &new).await?)
}
