//! A decision on its way into the database: what is kept of it, and where its run goes.

use engine::log::{BlockStatus, TriggerStatus};
use engine::{Basis, Decision, Next, Run};

use super::own::{self, Asker};
use super::snapshot::Taken;
use super::start::{Beginning, Start};
use crate::app::Loaded;
use crate::store::{Facts, NewDecision, Position, RunRow, RunState};

/// A decision with all that it rests on.
pub struct Verdict<'a> {
    /// The run as it is stored.
    pub row: &'a RunRow,
    /// The same for the engine.
    pub run: &'a Run,
    /// Its scenario.
    pub loaded: &'a Loaded,
    /// The facts.
    pub taken: &'a Taken,
    /// What follows from them.
    pub decision: &'a Decision,
}

/// What is left of the effects of a decision when it is saved.
#[derive(Default)]
pub struct Left {
    /// Whether amoCRM or somebody else has to be asked for one.
    pub waits: bool,
    /// How many could not be carried out in our own database.
    pub failed: usize,
}

impl Verdict<'_> {
    /// What is kept of it, so that anybody can come to it again.
    pub fn kept(&self) -> NewDecision {
        let basis = Basis {
            scenario: &self.loaded.digest,
            names: &self.taken.names.digest,
            facts: &self.taken.facts,
            run: self.run,
        };
        NewDecision {
            digest: self.decision.digest(&basis),
            outcome: self.decision.outcome.clone(),
            facts: Facts::of(&self.taken.facts),
            event: self.taken.event.clone(),
            dictionary: self.taken.names.digest.to_string(),
            version: self.loaded.version,
            place: (self.run.block, self.run.matched),
        }
    }

    /// Who asks for its effects.
    pub fn asker(&self, now: i64) -> Asker<'_> {
        Asker {
            row: self.row,
            run: self.run,
            event: self.taken.event.as_deref(),
            now,
        }
    }

    /// The run of the fallback.
    pub fn next(&self, start: Start, now: i64) -> Beginning<'_> {
        Beginning {
            start,
            run: own::child(self.run),
            event: self.taken.event.as_deref(),
            at: now,
        }
    }

    /// Whether a block of the run matched so far.
    pub fn is_matched(&self) -> bool {
        self.run.matched || self.decision.outcome.status == BlockStatus::Done
    }

    /// Where the run goes, with what is left of its effects.
    pub fn position(&self, left: &Left) -> Position {
        let triggers = self.decision.outcome.triggers.iter();
        let failures = triggers
            .filter(|it| it.status == TriggerStatus::Failed)
            .count();
        let (then, block, delay_s) = match &self.decision.next {
            Next::Block { index, delay_s } => (RunState::Ready, *index, *delay_s),
            Next::Fallback { .. } | Next::Done => (RunState::Done, self.run.block, 0),
        };
        Position {
            then,
            block,
            matched: self.is_matched(),
            delay_ms: i64::from(delay_s) * 1000,
            // Those of effects are counted when the last of them has its outcome.
            failures: failures + if left.waits { 0 } else { left.failed },
            acting: left.waits,
        }
    }
}
