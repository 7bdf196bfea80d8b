//! Decisions are saved: statuses, facts, effects and what comes next are one transaction.

use engine::{Decision, Next};

use super::Error;
use super::counts;
use super::own;
use super::start::{self, Start};
use super::verdict::{Left, Verdict};
use crate::app::{Account, now_ms};
use crate::store::{self, Connection, EffectKey, EffectState, NewDecision, Position};

/// Saves decisions of different runs, all or none.
///
/// # Errors
/// [`Error::Stale`] when one of them was made on an older value of a variable, [`Error::Stopped`] when the kill switch
/// dropped one of the runs meanwhile.
pub async fn record(account: &Account, all: &[Verdict<'_>]) -> Result<(), Error> {
    let now = now_ms();
    let mut fallbacks = Vec::new();
    for verdict in all {
        fallbacks.push(fallback(account, verdict.decision).await?);
    }
    let mut write = account.store.begin().await?;
    let ways = decide(account, &mut write, all, now).await?;
    mark_once(account, &mut write, all.iter().zip(&fallbacks)).await?;
    let both = all.iter().zip(fallbacks);
    let beginnings = both.filter_map(|(it, start)| Some(it.next(start?, now)));
    start::begin(account, &mut write, beginnings.collect()).await?;
    move_on(account, &mut write, ways, now).await?;
    let counts = counts::of(all);
    account
        .store
        .count(&mut write, account.id, &counts, now)
        .await?;
    Ok(write.commit().await.map_err(store::Error::from)?)
}

/// Ways that runs go, and which of them.
type Ways<'a> = Vec<(Position, Vec<&'a str>)>;

/// Saves the decisions and their effects; the answer is where the runs go: those that go the same way together.
async fn decide<'a>(
    account: &Account,
    write: &mut Connection,
    all: &'a [Verdict<'_>],
    now: i64,
) -> Result<Ways<'a>, Error> {
    let kept: Vec<NewDecision> = all.iter().map(Verdict::kept).collect();
    let runs = all.iter().map(|it| it.row.id.as_str());
    let decisions: Vec<(&str, &NewDecision)> = runs.zip(&kept).collect();
    let places = account
        .store
        .add_decisions(write, account.id, &decisions, now)
        .await?;
    let mut ways = Vec::new();
    for (verdict, place) in all.iter().zip(places) {
        let left = add_effects(account, write, verdict, place, now).await?;
        add_to(&mut ways, verdict.position(&left), verdict.row.id.as_str());
    }
    Ok(ways)
}

async fn add_effects(
    account: &Account,
    write: &mut Connection,
    verdict: &Verdict<'_>,
    decision: i64,
    now: i64,
) -> Result<Left, Error> {
    let (mut left, asker) = (Left::default(), verdict.asker(now));
    let effects = &verdict.decision.effects;
    let idle = engine::idle(effects, &verdict.taken.snapshot);
    for (position, (effect, is_idle)) in (0..).zip(effects.iter().zip(idle)) {
        let key = EffectKey {
            account: account.id,
            run: asker.row.id.clone(),
            decision,
            position,
        };
        let (state, problem) = match is_idle {
            // It is so already.
            true => (EffectState::Done, None),
            false => own::carry_out(account, write, &asker, effect).await?,
        };
        account
            .store
            .add_effect(write, &key, effect, (state, problem.as_ref()))
            .await?;
        left.waits |= state == EffectState::Waiting;
        left.failed += usize::from(state == EffectState::Failed);
    }
    Ok(left)
}

/// For the runs of which a block matched, or whose fallback starts; a delayed trigger is no run of its scenario (A8).
async fn mark_once<'a>(
    account: &Account,
    write: &mut Connection,
    all: impl Iterator<Item = (&'a Verdict<'a>, &'a Option<Start>)>,
) -> Result<(), Error> {
    let mut marks = Vec::new();
    for (verdict, fallback) in all {
        let ran = verdict.is_matched() || fallback.is_some();
        if ran && verdict.row.fires().is_none() {
            add_to(&mut marks, verdict.row.scenario().0, verdict.row.entity());
        }
    }
    for (scenario, entities) in marks {
        let scenario = (account.id, scenario);
        account.store.mark_once(write, scenario, &entities).await?;
    }
    Ok(())
}

async fn move_on(
    account: &Account,
    write: &mut Connection,
    ways: Ways<'_>,
    now: i64,
) -> Result<(), Error> {
    for (position, runs) in ways {
        let runs = (account.id, runs.as_slice());
        match account.store.move_runs(write, runs, &position, now).await {
            Err(store::Error::Conflict) => return Err(Error::Stopped),
            moved => moved?,
        }
    }
    Ok(())
}

/// Adds to the group of a key; there are few.
fn add_to<K: PartialEq, T>(groups: &mut Vec<(K, Vec<T>)>, key: K, item: T) {
    match groups.iter_mut().find(|(known, _)| *known == key) {
        Some((_, items)) => items.push(item),
        None => groups.push((key, vec![item])),
    }
}

/// The scenario that is started because no block matched (A10).
async fn fallback(account: &Account, decision: &Decision) -> Result<Option<Start>, Error> {
    let Next::Fallback { scenario } = decision.next else {
        return Ok(None);
    };
    match account.store.scenario(account.id, scenario).await {
        Ok(stored) => start::load(account, (scenario, stored.version))
            .await
            .map(Some),
        Err(store::Error::NotFound) => {
            tracing::warn!(
                account.id = account.id,
                scenario.id = scenario,
                "the fallback does not exist any more"
            );
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}
