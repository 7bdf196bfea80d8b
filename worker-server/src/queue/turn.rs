//! One turn of a run: a step, then the effects that it asked for.

use std::time::{Duration, Instant};

use super::{act::act, retry};
use tracing::Instrument as _;

use crate::app::{Account, now_ms};
use crate::runs::{self, Step};
use crate::store::{self, RunRow, RunState};
use crate::telemetry::measures;
use crate::telemetry::traces::span;

/// Takes the turn; a failure is stored with the run, only a failing store is told in the log alone.
pub async fn turn(account: &Account, id: &str) {
    let span = span!("turn", account.id = account.id, run.id = id);
    if let Err(error) = go_on(account, id).instrument(span).await {
        tracing::error!(account.id = account.id, run.id = id, %error, "a turn could not be saved");
        // Keeps the lane, so that a broken disk is not hammered.
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// Takes the next steps of runs that ask amoCRM for nothing, as many as possible in one; their effects have turns of
/// their own.
pub async fn together(account: &Account, runs: &[&str]) {
    let (begun, span) = (Instant::now(), span!("steps", account.id = account.id));
    let left = match runs::steps(account, runs).instrument(span).await {
        Ok(left) => {
            let decided = runs.len().saturating_sub(left.len());
            (0..decided).for_each(|_| measures::step("decided", begun.elapsed()));
            tracing::info!(
                account.id = account.id,
                runs = decided,
                "blocks are decided"
            );
            left
        }
        Err(error) => {
            tracing::debug!(account.id = account.id, %error, "steps can't be taken together");
            runs.iter().map(|run| (*run).to_owned()).collect()
        }
    };
    for run in left {
        if let Err(error) = alone(account, &run).await {
            tracing::error!(account.id = account.id, run.id = run, %error, "a step could not be saved");
            // Keeps the lanes, so that a broken disk is not hammered.
            return tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}

async fn go_on(account: &Account, id: &str) -> store::Result<()> {
    let row = alone(account, id).await?;
    match row.state() {
        RunState::Acting if row.due_at <= now_ms() => act(account, &row).await,
        RunState::Acting
        | RunState::Delayed
        | RunState::Ready
        | RunState::Done
        | RunState::TooOften
        | RunState::Failed
        | RunState::Stopped => Ok(()),
    }
}

/// Takes the next step of a run if there is one; the answer is how the run stands then.
async fn alone(account: &Account, id: &str) -> store::Result<RunRow> {
    // Read again: the row was chosen before its lane was taken.
    let row = account.store.run(account.id, id).await?;
    if row.state() != RunState::Ready || row.due_at > now_ms() {
        return Ok(row);
    }
    decide(account, &row).await?;
    account.store.run(account.id, id).await
}

async fn decide(account: &Account, row: &RunRow) -> store::Result<()> {
    let (run, scenario) = (row.id.as_str(), row.scenario().0);
    let begun = Instant::now();
    let span = span!("step", scenario.id = scenario);
    let done = runs::step(account, row).instrument(span).await;
    measures::step(outcome(row, &done), begun.elapsed());
    let error = match done {
        Ok(Step::Decided) => {
            tracing::info!(
                account.id = account.id,
                scenario.id = scenario,
                run.id = run,
                "a block is decided"
            );
            return Ok(());
        }
        Ok(Step::UsedUp) => {
            return account
                .store
                .stop_run((account.id, run), RunState::TooOften, None, now_ms())
                .await;
        }
        Ok(Step::Gone) => {
            return account
                .store
                .stop_run((account.id, run), RunState::Done, None, now_ms())
                .await;
        }
        Err(error) if error.is_lost() => return Err(store::Error::Lost),
        // The kill switch has the last word.
        Err(runs::Error::Stopped) => return Ok(()),
        Err(error) => error,
    };
    tracing::warn!(account.id = account.id, scenario.id = scenario, run.id = run, %error, "a step failed");
    if is_to_be_repeated(row, &error) {
        let due_at = now_ms() + retry::pause_ms(row.attempt());
        return account
            .store
            .put_off(account.id, run, due_at, row.attempt() + 1)
            .await;
    }
    let problem = error.problem();
    account
        .store
        .stop_run(
            (account.id, run),
            RunState::Failed,
            Some(&problem),
            now_ms(),
        )
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
