//! Steps of many runs at once: a commit costs more than a decision, so these share one, and what amoCRM is asked for
//! the runs of a group is few lists.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::values::Need;
use engine::{Decision, Effect, Run};
use futures_util::future::join_all;
use serde_json::Value as Json;

use super::Error;
use super::context::{self, Context};
use super::record::record;
use super::snapshot::{self, Moment, Taken};
use super::step::{LONGEST_CHAIN, Step, is_used_up, settle};
use super::verdict::Verdict;
use crate::app::{Account, Loaded, now_ms};
use crate::store::{RunRow, RunState};

/// Runs of one query; the body of an event may have a mebibyte.
const AT_ONCE: usize = 32;
/// Facts of one transaction, more or less.
const ENOUGH_BYTES: usize = 4 << 20;

/// What the next step of a run costs amoCRM, as far as is known without asking anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Nothing.
    Light,
    /// Its part of lists that many runs share.
    Shared,
    /// Calls of its own, or it is to be taken alone for another reason.
    Own,
}

/// What the next step of a run costs.
pub fn weight(account: &Account, row: &RunRow) -> Weight {
    match account.loaded(row.scenario()) {
        Some(loaded) => weight_of(&loaded, row),
        None => Weight::Own,
    }
}

fn weight_of(loaded: &Loaded, row: &RunRow) -> Weight {
    if row.state() != RunState::Ready || row.attempt() > 0 || row.fires().is_some() {
        return Weight::Own;
    }
    match row.run() {
        Ok(run) if run.depth <= LONGEST_CHAIN => cost(&engine::needs(&loaded.program, &run)),
        _ => Weight::Own,
    }
}

fn cost(needs: &BTreeSet<Need>) -> Weight {
    // Each of these is an entity that has a number.
    let is_listed = |need: &Need| match need {
        Need::Lead | Need::Contacts | Need::Company | Need::LinkedLeads | Need::Task => true,
        Need::Block => true,
        Need::Tasks | Need::Note | Need::CatalogElements | Need::Messages | Need::StatusHistory => {
            false
        }
    };
    match (needs.is_empty(), needs.iter().all(is_listed)) {
        (true, _) => Weight::Light,
        (_, true) => Weight::Shared,
        (_, false) => Weight::Own,
    }
}

/// A run with what came of its step.
pub type Stepped = (RunRow, Result<Step, Error>);

/// Takes the next steps of runs of different entities; those that may not be taken together any more are left out.
///
/// # Errors
/// When the store fails before anything is decided.
pub async fn steps(account: &Account, runs: &[&str]) -> Result<Vec<Stepped>, Error> {
    let (mut stepped, mut rest) = (Vec::new(), runs);
    while !rest.is_empty() {
        let mut portion = Vec::new();
        let mut bytes = 0;
        while bytes < ENOUGH_BYTES && !rest.is_empty() {
            let (some, others) = rest.split_at(rest.len().min(AT_ONCE));
            for (row, event) in account.store.runs_with_events(account.id, some).await? {
                bytes += event.as_ref().map_or(0, |(_, body)| body.len());
                portion.push((row, event));
            }
            rest = others;
        }
        stepped.extend(portion_of(account, portion).await?);
    }
    Ok(stepped)
}

/// A run as it is stored, with the event that started it.
type Stored = (RunRow, Option<(String, String)>);

async fn portion_of(account: &Account, runs: Vec<Stored>) -> Result<Vec<Stepped>, Error> {
    let (mut open, mut stepped) = (Vec::new(), Vec::new());
    let read = runs
        .into_iter()
        .map(|(row, event)| prepare(account, row, event));
    for (row, prepared) in join_all(read).await {
        match prepared {
            Ok(Some(prepared)) => open.push((row, prepared)),
            Ok(None) => {}
            Err(Stopped::UsedUp) => stepped.push((row, Ok(Step::UsedUp))),
            Err(Stopped::By(error)) => stepped.push((row, Err(error))),
        }
    }
    // What is the same for all is read after what amoCRM was asked for.
    let moment = Moment::take(account).await?;
    let mut decided = Vec::new();
    for (row, prepared) in open {
        match Decided::of(prepared, &moment) {
            Ok(one) => decided.push((row, one)),
            Err(error) => stepped.push((row, Err(error))),
        }
    }
    stepped.extend(save(account, decided).await);
    Ok(stepped)
}

/// Why nothing is decided.
enum Stopped {
    UsedUp,
    By(Error),
}

/// What a decision needs beside what is the same for all.
struct Prepared {
    run: Run,
    loaded: Arc<Loaded>,
    context: Context,
    facts: Json,
}

/// For a run that may still go with others: its row was chosen before its lane was taken.
async fn prepare(
    account: &Account,
    row: RunRow,
    event: Option<(String, String)>,
) -> (RunRow, Result<Option<Prepared>, Stopped>) {
    let prepared = facts(account, &row, event).await;
    (row, prepared)
}

async fn facts(
    account: &Account,
    row: &RunRow,
    event: Option<(String, String)>,
) -> Result<Option<Prepared>, Stopped> {
    let loaded = account.program(row.scenario()).await.map_err(by)?;
    if row.due_at > now_ms() || weight_of(&loaded, row) == Weight::Own {
        return Ok(None);
    }
    let run = row.run().map_err(by)?;
    let once = run.block == 0 && loaded.scenario.frequency.once;
    if once && is_used_up(account, row).await.map_err(by)? {
        return Err(Stopped::UsedUp);
    }
    let needs = engine::needs(&loaded.program, &run);
    let facts = snapshot::around(account, &run, &needs).await.map_err(by)?;
    Ok(Some(Prepared {
        context: context::of(row, &run, &loaded.scenario, event),
        run,
        loaded,
        facts,
    }))
}

fn by(error: impl Into<Error>) -> Stopped {
    Stopped::By(error.into())
}

struct Decided {
    run: Run,
    loaded: Arc<Loaded>,
    taken: Taken,
    decision: Decision,
}

impl Decided {
    fn of(prepared: Prepared, moment: &Moment) -> Result<Self, Error> {
        let Prepared {
            run,
            loaded,
            context,
            facts,
        } = prepared;
        let taken = moment.facts(&run, context, facts)?;
        let decision = engine::decide(&loaded.program, &run, &taken.snapshot);
        Ok(Self {
            run,
            loaded,
            taken,
            decision,
        })
    }

    fn changes_variables(&self) -> bool {
        let mut effects = self.decision.effects.iter();
        effects.any(|effect| matches!(effect, Effect::ChangeVariable { .. }))
    }
}

/// Saves all in one transaction; those that change a variable which others read, and all of a transaction that failed,
/// one after another.
async fn save(account: &Account, decided: Vec<(RunRow, Decided)>) -> Vec<Stepped> {
    let changes = |(_, one): &(RunRow, Decided)| one.changes_variables();
    let (mut alone, together): (Vec<_>, Vec<_>) = decided.into_iter().partition(changes);
    let verdicts: Vec<Verdict<'_>> = together
        .iter()
        .map(|(row, one)| Verdict {
            row,
            run: &one.run,
            loaded: &one.loaded,
            taken: &one.taken,
            decision: &one.decision,
        })
        .collect();
    let saved = match verdicts.is_empty() {
        true => Ok(()),
        false => record(account, &verdicts).await,
    };
    drop(verdicts);
    let mut stepped = Vec::new();
    match saved {
        Ok(()) => stepped.extend(
            together
                .into_iter()
                .map(|(row, _)| (row, Ok(Step::Decided))),
        ),
        Err(error) => {
            tracing::debug!(account.id = account.id, %error, "steps can't be saved together");
            alone.extend(together);
        }
    }
    for (row, one) in alone {
        let (run, loaded) = (&one.run, &one.loaded);
        let again = |snapshot: &_| Some(engine::decide(&loaded.program, run, snapshot));
        let done = settle(account, (&row, run, loaded), one.taken, again).await;
        stepped.push((row, done));
    }
    stepped
}
