//! From events to runs: which scenarios listen, and whether their frequency allows it.

use std::collections::{BTreeSet, HashMap};

use engine::{Next, Run, scenario::Frequency};

use super::{Error, Plan, twins};
use crate::app::Account;
use crate::store::{Asking, Connection, NewEvent, NewRun, RunState, new_id};

/// What starts, read before the transaction that stores it.
#[derive(Clone, Copy, Debug)]
pub struct Start {
    /// Number and version.
    scenario: (u64, u64),
    frequency: Frequency,
    /// Timer of the first block; `None` is a scenario without blocks.
    delay_s: Option<u32>,
}

/// A run that is to begin.
pub struct Beginning<'a> {
    /// Of which scenario.
    pub start: Start,
    /// Where it stands.
    pub run: Run,
    /// Event that started it.
    pub event: Option<&'a str>,
    /// When that came, Unix milliseconds.
    pub at: i64,
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

/// Stores events and their runs, in this order; a repeated delivery stores nothing.
pub async fn start(
    account: &Account,
    write: &mut Connection,
    planned: &[(NewEvent, Plan)],
) -> Result<(), Error> {
    let events: Vec<&NewEvent> = planned.iter().map(|(event, _)| event).collect();
    let new = account.store.add_events(write, account.id, &events).await?;
    let (known, news): (Vec<_>, Vec<_>) = planned.iter().partition(|(it, _)| !new.contains(&it.id));
    for (event, _) in known {
        told(account, event, "a repeated delivery starts nothing");
    }
    let starting = news.iter().filter(|(_, plan)| !plan.is_empty());
    let starting: Vec<&NewEvent> = starting.map(|(event, _)| event).collect();
    let repeated = account.store.repeated(write, account.id, &starting).await?;
    let twice = twins::told_twice(account, write, &news).await?;
    let mut beginnings = Vec::new();
    for (event, plan) in news {
        if repeated.contains(&event.id) {
            told(account, event, "a repeated delivery starts nothing");
        } else if twice.contains(event.id.as_str()) {
            told(
                account,
                event,
                "another hook about the same action starts nothing",
            );
        } else {
            beginnings.extend(of_event(event, plan));
        }
    }
    begin(account, write, beginnings).await
}

fn told(account: &Account, event: &NewEvent, text: &str) {
    tracing::info!(account.id = account.id, event = event.kind, "{text}");
}

fn of_event<'a>(event: &'a NewEvent, plan: &Plan) -> Vec<Beginning<'a>> {
    let Some(entity) = event.entity else {
        return Vec::new();
    };
    let beginning = |start: &Start| Beginning {
        start: *start,
        run: Run {
            depth: plan.depth,
            ..Run::new(&event.kind, entity)
        },
        event: Some(&event.id),
        at: event.received_at,
    };
    plan.starts.iter().map(beginning).collect()
}

/// Stores runs, or that their frequency forbids them (R68).
pub async fn begin(
    account: &Account,
    write: &mut Connection,
    beginnings: Vec<Beginning<'_>>,
) -> Result<(), Error> {
    let asking: Vec<Asking> = beginnings.iter().map(Beginning::asking).collect();
    let may = account.store.may_start(write, account.id, &asking).await?;
    let stops = stops(account, write, &asking).await?;
    let runs = beginnings.into_iter().zip(may).map(|(it, may)| {
        let stop = stops.get(&it.start.scenario.0).copied().flatten();
        it.new_run(may, stop)
    });
    let runs: Vec<NewRun> = runs.collect();
    Ok(account.store.add_runs(write, account.id, &runs).await?)
}

/// When each of these scenarios was stopped last.
async fn stops(
    account: &Account,
    write: &mut Connection,
    asking: &[Asking],
) -> Result<HashMap<u64, Option<i64>>, Error> {
    let scenarios: BTreeSet<u64> = asking.iter().map(|it| it.scenario).collect();
    let mut stops = HashMap::new();
    for scenario in scenarios {
        let stop = account.store.stopped_at(write, account.id, scenario);
        stops.insert(scenario, stop.await?);
    }
    Ok(stops)
}

impl Beginning<'_> {
    fn asking(&self) -> Asking {
        Asking {
            scenario: self.start.scenario.0,
            entity: self.run.entity,
            frequency: self.start.frequency,
            at: self.at,
        }
    }

    fn new_run(self, may: bool, stopped_at: Option<i64>) -> NewRun {
        // What came before the kill switch was pressed waits no longer, even if nobody had looked at it by then.
        let stopped = stopped_at.is_some_and(|stop| stop >= self.at);
        let state = match (may, self.start.delay_s) {
            _ if stopped => RunState::Stopped,
            (false, _) => RunState::TooOften,
            (true, Some(_)) => RunState::Ready,
            (true, None) => RunState::Done,
        };
        NewRun {
            id: new_id(),
            scenario: self.start.scenario,
            event_id: self.event.map(str::to_owned),
            run: self.run,
            state,
            due_at: self.at + i64::from(self.start.delay_s.unwrap_or_default()) * 1000,
            started_at: self.at,
            fires: None,
            target: None,
        }
    }
}
