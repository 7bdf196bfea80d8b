//! Effects of a run, one after another: intent before the call, outcome after it.

use engine::{Effect, Problem, problem::Code};

use super::retry;
use crate::app::{Account, now_ms};
use crate::crm;
use crate::effects::{self, Attempt, Doubt};
use crate::store::{self, EffectKey, EffectRow, EffectState, RunRow};
use crate::telemetry::measures;
use crate::telemetry::traces::span;
use tracing::Instrument as _;

/// A call of ours may still be on its way when the process before this one was killed:
/// a creation is looked up only after this time.
const SETTLE_MS: i64 = 1_500;
/// Creations of this time before an intent may still be found by a look-up.
const LOOK_BACK_MS: i64 = 600_000;

/// What came of an effect.
enum Outcome {
    /// It has a final state.
    Settled,
    /// It has to be tried again at this time.
    Later(i64),
}

/// Carries out what is left of a run's effects, then lets the run go on.
pub async fn act(account: &Account, run: &RunRow) -> store::Result<()> {
    for row in account.store.effects(account.id, &run.id).await? {
        if !matches!(row.state(), EffectState::Waiting | EffectState::Intent) {
            continue;
        }
        let key = EffectKey {
            account: account.id,
            run: run.id.clone(),
            decision: row.decision,
            position: row.position,
        };
        if let Outcome::Later(due_at) = carry_out(account, &key, &row).await? {
            return account
                .store
                .put_off(account.id, &run.id, due_at, row.attempt())
                .await;
        }
    }
    account
        .store
        .finish_effects(account.id, &run.id, now_ms())
        .await
}

async fn carry_out(account: &Account, key: &EffectKey, row: &EffectRow) -> store::Result<Outcome> {
    let effect = known(account, key, row.effect()?).await?;
    let attempt = match row.state() {
        EffectState::Intent => doubt(account, row).await?,
        EffectState::Waiting
        | EffectState::Done
        | EffectState::Failed
        | EffectState::Unknown
        | EffectState::Dropped => Attempt::First,
    };
    let settled_at = row.intent_at.unwrap_or_default() + SETTLE_MS;
    if attempt != Attempt::First && effects::is_creation(&effect) && now_ms() < settled_at {
        return Ok(Outcome::Later(settled_at));
    }
    if !account.store.intend(key, now_ms()).await? {
        return Ok(Outcome::Settled);
    }
    let span = span!("effect", decision = key.decision, position = key.position);
    let done = effects::carry_out(&account.crm, &effect, &attempt)
        .instrument(span)
        .await;
    match done {
        Ok(created) => {
            measures::effect("done");
            tracing::info!(
                account.id = account.id,
                run.id = key.run,
                "an effect is carried out"
            );
            account
                .store
                .settle(key, EffectState::Done, (created, None), now_ms())
                .await?;
            Ok(Outcome::Settled)
        }
        // Whoever works for the account now looks for it.
        Err(crm::Error::Lost) => Err(store::Error::Lost),
        Err(error) => failed(account, key, (row, &effect), &error).await,
    }
}

/// The effect with the numbers of what those before it made.
async fn known(account: &Account, key: &EffectKey, effect: Effect) -> store::Result<Effect> {
    if !effect.is_about_new() {
        return Ok(effect);
    }
    let rows = account.store.effects(account.id, &key.run).await?;
    let before = rows
        .iter()
        .filter(|row| (row.decision, row.position) < (key.decision, key.position));
    let made: Vec<_> = before.map(EffectRow::made).collect::<Result<_, _>>()?;
    Ok(effect.resolved(&made.into_iter().flatten().collect::<Vec<_>>()))
}

/// What a look-up needs to know of an attempt whose outcome nobody heard.
async fn doubt(account: &Account, row: &EffectRow) -> store::Result<Attempt> {
    let since = row.intent_at.unwrap_or_default();
    let others = account
        .store
        .made_since(account.id, since - LOOK_BACK_MS)
        .await?;
    Ok(Attempt::Again(Doubt {
        since: since / 1000,
        others: others.into_iter().collect(),
    }))
}

async fn failed(
    account: &Account,
    key: &EffectKey,
    (row, effect): (&EffectRow, &Effect),
    error: &crm::Error,
) -> store::Result<Outcome> {
    tracing::warn!(account.id = account.id, run.id = key.run, %error, "an effect failed");
    // Only an answer that may have been lost leaves a doubt, and an older doubt stays.
    let in_doubt = row.state() == EffectState::Intent || matches!(error, crm::Error::Unknown(_));
    let state = if in_doubt {
        EffectState::Intent
    } else {
        EffectState::Waiting
    };
    let wait = matches!(error, crm::Error::RateLimited { .. });
    if error.is_passing() && (wait || row.attempt() < retry::ATTEMPTS) {
        // Waiting because amoCRM asked to is no failed attempt.
        let attempts = if wait {
            row.attempt()
        } else {
            row.attempt() + 1
        };
        measures::effect("again");
        account.store.try_again(key, state, attempts).await?;
        return Ok(Outcome::Later(now_ms() + retry::pause_ms(attempts)));
    }
    let (state, problem) = match in_doubt && effects::is_creation(effect) {
        true => (
            EffectState::Unknown,
            Problem::error(Code::CrmUnknown, error.to_string()),
        ),
        false => (EffectState::Failed, error.problem()),
    };
    measures::effect(match state {
        EffectState::Unknown => "unknown",
        _ => "failed",
    });
    account
        .store
        .settle(key, state, (None, Some(&problem)), now_ms())
        .await?;
    Ok(Outcome::Settled)
}
