//! Effects that change our own database alone: carried out in the transaction of the decision, so that
//! none is lost or doubled.

use engine::effect::VariableChange;
use engine::problem::{Code, Problem};
use engine::{Effect, Run};

use super::start::{self, Beginning};
use super::{Error, delayed};
use crate::app::Account;
use crate::store::{self, Changed, Connection, EffectState, RunRow};

/// State of an effect in the moment it is stored, with what went wrong.
pub type Outcome = (EffectState, Option<Problem>);

/// What asked for an effect.
pub struct Asker<'a> {
    /// Its run as it is stored.
    pub row: &'a RunRow,
    /// The same for the engine.
    pub run: &'a Run,
    /// Event that started it.
    pub event: Option<&'a str>,
    /// Unix milliseconds of the decision.
    pub now: i64,
}

/// Carries an effect out if it is of this kind; every other one waits for its turn.
///
/// # Errors
/// [`Error::Stale`] when the decision was made on an older value of a variable: it is to be made again.
pub async fn carry_out(
    account: &Account,
    write: &mut Connection,
    asker: &Asker<'_>,
    effect: &Effect,
) -> Result<Outcome, Error> {
    let done = (EffectState::Done, None);
    match effect {
        Effect::ChangeVariable { name, change, .. } => {
            variable(account, write, (name, change), asker.now).await
        }
        Effect::RunScenario { entity, scenario } if entity.id != 0 => {
            let run = Run {
                entity: *entity,
                ..child(asker.run)
            };
            other(account, write, *scenario, run, asker).await
        }
        Effect::CancelDelayed {
            entity,
            scenario,
            block,
            trigger,
        } => {
            let scenario = (account.id, *scenario);
            account
                .store
                .cancel_delayed(write, scenario, *entity, (block, trigger))
                .await?;
            Ok(done)
        }
        _ => {
            let asked = (asker.row, asker.event);
            match delayed::remember(account, write, asked, effect, asker.now).await? {
                true => Ok(done),
                false => Ok((EffectState::Waiting, None)),
            }
        }
    }
}

/// A run of an own scenario that another run starts: it inherits variables (R141) and the chain (A21).
pub fn child(parent: &Run) -> Run {
    Run {
        depth: parent.depth + 1,
        variables: parent.variables.clone(),
        ..Run::new("own", parent.entity)
    }
}

async fn other(
    account: &Account,
    write: &mut Connection,
    scenario: u64,
    run: Run,
    asker: &Asker<'_>,
) -> Result<Outcome, Error> {
    let stored = match account.store.scenario(account.id, scenario).await {
        Ok(stored) if stored.scenario.event == "own" => stored,
        Ok(_) | Err(store::Error::NotFound) => {
            let problem = Problem::error(Code::NoScenario, scenario.to_string());
            return Ok((EffectState::Failed, Some(problem)));
        }
        Err(error) => return Err(error.into()),
    };
    let start = start::load(account, (scenario, stored.version)).await?;
    let beginning = Beginning {
        start,
        run,
        event: asker.event,
        at: asker.now,
    };
    start::begin(account, write, vec![beginning]).await?;
    Ok((EffectState::Done, None))
}

async fn variable(
    account: &Account,
    write: &mut Connection,
    (name, change): (&str, &VariableChange),
    now: i64,
) -> Result<Outcome, Error> {
    let place = (account.id, name);
    match account
        .store
        .change_variable(write, place, change, now)
        .await?
    {
        Changed::Kept => Ok((EffectState::Done, None)),
        Changed::TooLong => {
            let detail = format!("Переменная «{name}» осталась прежней");
            let problem = Problem::error(Code::VariableTooLong, detail);
            Ok((EffectState::Failed, Some(problem)))
        }
        Changed::Stale => Err(Error::Stale),
    }
}
