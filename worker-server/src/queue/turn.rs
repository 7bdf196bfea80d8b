//! One turn: steps of runs, or the effects that they asked for.

use std::time::{Duration, Instant};

use super::{act::act, retry};
use tracing::Instrument as _;

use crate::app::{Account, now_ms};
use crate::runs::{self, Step};
use crate::store::{self, RunRow, RunState};
use crate::telemetry::measures;
use crate::telemetry::traces::span;

/// Takes the next step of a run by itself.
pub async fn alone(account: &Account, id: &str) {
    let span = span!("turn", account.id = account.id, run.id = id);
    let done = step(account, id).instrument(span).await;
    told(account, done, "a step could not be saved").await;
}

/// Takes the next steps of runs of different entities, as many as possible in one.
pub async fn together(account: &Account, runs: &[&str]) {
    let (begun, span) = (Instant::now(), span!("steps", account.id = account.id));
    let done = async {
        match runs::steps(account, runs).await {
            Ok(stepped) => {
                tracing::info!(
                    account.id = account.id,
                    runs = stepped.len(),
                    "steps are taken"
                );
                for (row, done) in stepped {
                    conclude(account, &row, done, begun).await?;
                }
            }
            Err(error) => {
                tracing::debug!(account.id = account.id, %error, "steps can't be taken together");
                for run in runs {
                    step(account, run).await?;
                }
            }
        }
        Ok(())
    };
    let done = done.instrument(span).await;
    told(account, done, "steps could not be saved").await;
}

/// Carries out what runs of different entities asked for.
pub async fn effects(account: &Account, runs: &[RunRow]) {
    let span = span!("effects", account.id = account.id);
    let done = act(account, runs).instrument(span).await;
    told(account, done, "effects could not be saved").await;
}

/// A failure is stored with its run; only a failing store is told in the log alone.
async fn told(account: &Account, done: store::Result<()>, what: &str) {
    if let Err(error) = done {
        tracing::error!(account.id = account.id, %error, "{what}");
        // Keeps the lanes, so that a broken disk is not hammered.
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn step(account: &Account, id: &str) -> store::Result<()> {
    // Read again: the row was chosen before its lane was taken.
    let row = account.store.run(account.id, id).await?;
    if row.state() != RunState::Ready || row.due_at > now_ms() {
        return Ok(());
    }
    let begun = Instant::now();
    let span = span!("step", scenario.id = row.scenario().0);
    let done = runs::step(account, &row).instrument(span).await;
    tracing::info!(account.id = account.id, run.id = id, "a step is taken");
    conclude(account, &row, done, begun).await
}

/// Stores what came of a step, as far as the step itself did not.
async fn conclude(
    account: &Account,
    row: &RunRow,
    done: Result<Step, runs::Error>,
    begun: Instant,
) -> store::Result<()> {
    let (run, scenario) = (row.id.as_str(), row.scenario().0);
    measures::step(outcome(row, &done), begun.elapsed());
    let end = |state| {
        account
            .store
            .stop_run((account.id, run), state, None, now_ms())
    };
    let error = match done {
        Ok(Step::Decided) => return Ok(()),
        Ok(Step::UsedUp) => return end(RunState::TooOften).await,
        Ok(Step::Gone) => return end(RunState::Done).await,
        Err(error) if error.is_lost() => return Err(store::Error::Lost),
        // The kill switch has the last word.
        Err(runs::Error::Stopped) => return Ok(()),
        Err(error) => error,
    };
    tracing::warn!(account.id = account.id, scenario.id = scenario, run.id = run, %error, "a step failed");
    if is_to_be_repeated(row, &error) {
        let (due_at, attempts) = (now_ms() + retry::pause_ms(row.attempt()), row.attempt() + 1);
        return account
            .store
            .put_off(account.id, run, due_at, attempts)
            .await;
    }
    let problem = error.problem();
    let failed = (account.id, run);
    account
        .store
        .stop_run(failed, RunState::Failed, Some(&problem), now_ms())
        .await
}

fn is_to_be_repeated(row: &RunRow, error: &runs::Error) -> bool {
    error.is_passing() && row.attempt() < retry::ATTEMPTS
}

fn outcome(row: &RunRow, done: &Result<Step, runs::Error>) -> &'static str {
    match done {
        Ok(Step::Decided) => "decided",
        Ok(Step::UsedUp | Step::Gone) | Err(runs::Error::Stopped) => "ended",
        Err(error) if error.is_lost() || is_to_be_repeated(row, error) => "again",
        Err(_) => "failed",
    }
}
