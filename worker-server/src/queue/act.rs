//! Effects of many runs, those of each one after another: intent before the call, outcome after it.

use engine::{Problem, problem::Code};
use futures_util::future::join_all;
use tracing::Instrument as _;

use super::progress::{Part, Progress};
use super::retry;
use crate::app::{Account, now_ms};
use crate::crm;
use crate::effects::{self, Attempt, Doubt};
use crate::store::{self, EffectState, Outcomes, RunRow, Settled, TriedAgain};
use crate::telemetry::measures;
use crate::telemetry::traces::span;

/// A call of ours may still be on its way when the process before this one was killed:
/// a creation is looked up only after this time.
const SETTLE_MS: i64 = 1_500;
/// Creations of this time before an intent may still be found by a look-up.
const LOOK_BACK_MS: i64 = 600_000;

/// Carries out what is left of the effects of runs of different entities, then lets the runs go on.
///
/// What the runs ask for next is stored and sent at the same time, so that the client finds all that may go together.
pub async fn act(account: &Account, runs: &[RunRow]) -> store::Result<()> {
    let mut open = Progress::of(account, runs).await?;
    while !open.is_empty() {
        let parts = begin(account, open).await?;
        let (parts, mut dropped) = intend(account, parts).await?;
        let answers = join_all(parts.iter().map(|(_, part)| send(account, part))).await;
        open = settle(account, parts, answers).await?;
        open.append(&mut dropped);
    }
    Ok(())
}

/// What each run has to do now; those that have nothing left, or have to wait, are stored as such.
async fn begin(account: &Account, open: Vec<Progress>) -> store::Result<Vec<(Progress, Part)>> {
    let (mut parts, mut outcomes) = (Vec::new(), Outcomes::default());
    for progress in open {
        match progress.next() {
            None => outcomes.finished.push(progress.run),
            Some(part) => match wait(&part) {
                Some(due) => outcomes.put_off.push((progress.run, due, part.attempts)),
                None => parts.push((progress, part)),
            },
        }
    }
    let saved = account.store.save_outcomes(account.id, outcomes, now_ms());
    saved.await?;
    Ok(parts)
}

/// Until when it has to be left alone, Unix milliseconds.
fn wait(part: &Part) -> Option<i64> {
    let settled_at = part.intent_at? + SETTLE_MS;
    (part.is_doubtful() && now_ms() < settled_at).then_some(settled_at)
}

/// Stores that amoCRM is about to be asked; runs of which the kill switch dropped something meanwhile stand apart.
async fn intend(
    account: &Account,
    parts: Vec<(Progress, Part)>,
) -> store::Result<(Vec<(Progress, Part)>, Vec<Progress>)> {
    let keys: Vec<_> = parts
        .iter()
        .flat_map(|(_, part)| part.keys.clone())
        .collect();
    let intended = account.store.intend(account.id, &keys, now_ms()).await?;
    let is_whole =
        |(_, part): &(Progress, Part)| part.keys.iter().all(|key| intended.contains(key));
    let (parts, dropped): (Vec<_>, Vec<_>) = parts.into_iter().partition(is_whole);
    let dropped = dropped.into_iter().map(|(mut progress, part)| {
        progress.settle(&part, EffectState::Dropped, None);
        progress
    });
    Ok((parts, dropped.collect()))
}

async fn send(account: &Account, part: &Part) -> Result<Option<u64>, crm::Error> {
    let (decision, position) = part.place();
    let span = span!(
        "effect",
        run.id = part.run(),
        decision = decision,
        position = position
    );
    let sent = async {
        match &part.item {
            Some(item) => account.crm.write(item.clone()).await,
            None => {
                let attempt = attempt(account, part).await?;
                effects::carry_out(&account.crm, &part.effect, &attempt).await
            }
        }
    };
    sent.instrument(span).await
}

/// What a look-up needs to know of an attempt whose outcome nobody heard.
async fn attempt(account: &Account, part: &Part) -> Result<Attempt, crm::Error> {
    let Some(since) = part.intent_at.filter(|_| part.is_doubtful()) else {
        return Ok(Attempt::First);
    };
    let made = account.store.made_since(account.id, since - LOOK_BACK_MS);
    let others = made
        .await
        .map_err(|error| crm::Error::Unknown(error.to_string()))?;
    Ok(Attempt::Again(Doubt {
        since: since / 1000,
        others: others.into_iter().collect(),
    }))
}

/// Stores what came of the calls; the answer is the runs that have something left to do now.
async fn settle(
    account: &Account,
    parts: Vec<(Progress, Part)>,
    answers: Vec<Result<Option<u64>, crm::Error>>,
) -> store::Result<Vec<Progress>> {
    let (mut open, mut outcomes, mut lost) = (Vec::new(), Outcomes::default(), false);
    for ((mut progress, part), answer) in parts.into_iter().zip(answers) {
        match answer {
            Ok(created) => {
                tracing::info!(
                    account.id = account.id,
                    run.id = part.run(),
                    "effects are carried out"
                );
                outcomes
                    .settled
                    .extend(settled(&part, EffectState::Done, created, None));
                progress.settle(&part, EffectState::Done, created);
                open.push(progress);
            }
            // Whoever works for the account now looks for it.
            Err(crm::Error::Lost) => lost = true,
            // Each by itself, so that the good ones are carried out; nothing was done.
            Err(crm::Error::Rejected(_)) if part.keys.len() > 1 => {
                progress.divide(&part);
                open.push(progress);
            }
            Err(error) => open.extend(failed(account, (progress, part), &error, &mut outcomes)),
        }
    }
    account
        .store
        .save_outcomes(account.id, outcomes, now_ms())
        .await?;
    match lost {
        true => Err(store::Error::Lost),
        false => Ok(open),
    }
}

/// The run goes on after a failure that is final, and is put off after any other one.
fn failed(
    account: &Account,
    (mut progress, part): (Progress, Part),
    error: &crm::Error,
    outcomes: &mut Outcomes,
) -> Option<Progress> {
    tracing::warn!(account.id = account.id, run.id = part.run(), %error, "an effect failed");
    // Only an answer that may have been lost leaves a doubt, and an older doubt stays.
    let in_doubt = part.is_begun || matches!(error, crm::Error::Unknown(_));
    let waits = matches!(error, crm::Error::RateLimited { .. });
    if error.is_passing() && (waits || part.attempts < retry::ATTEMPTS) {
        // Waiting because amoCRM asked to is no failed attempt.
        let attempts = part.attempts + u32::from(!waits);
        let state = match in_doubt {
            true => EffectState::Intent,
            false => EffectState::Waiting,
        };
        measures::effect("again");
        let again = |key| TriedAgain {
            key,
            state,
            attempts,
        };
        outcomes.again.extend(part.keys.iter().cloned().map(again));
        let due = now_ms() + retry::pause_ms(attempts);
        outcomes.put_off.push((progress.run, due, attempts));
        return None;
    }
    let (state, problem) = match in_doubt && effects::is_creation(&part.effect) {
        true => (
            EffectState::Unknown,
            Problem::error(Code::CrmUnknown, error.to_string()),
        ),
        false => (EffectState::Failed, error.problem()),
    };
    outcomes
        .settled
        .extend(settled(&part, state, None, Some(&problem)));
    progress.settle(&part, state, None);
    Some(progress)
}

fn settled<'a>(
    part: &'a Part,
    state: EffectState,
    created: Option<u64>,
    problem: Option<&'a Problem>,
) -> impl Iterator<Item = Settled> + use<'a> {
    let problem = problem.cloned();
    part.keys.iter().map(move |key| {
        measures::effect(match state {
            EffectState::Done => "done",
            EffectState::Unknown => "unknown",
            _ => "failed",
        });
        Settled {
            key: key.clone(),
            state,
            created,
            problem: problem.clone(),
        }
    })
}
