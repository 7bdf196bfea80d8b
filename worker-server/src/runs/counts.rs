//! What decisions add to the counters of the account.

use engine::log::{BlockStatus, TriggerStatus};

use super::verdict::Verdict;
use crate::store::{Counted, Counts, Place};

/// Blocks and triggers of these decisions; a trigger that is only planned for later is counted when it is due (A52).
pub fn of(all: &[Verdict<'_>]) -> Counts {
    let mut counts = Counts::new();
    for verdict in all {
        add(&mut counts, verdict);
    }
    counts
}

fn add(counts: &mut Counts, verdict: &Verdict<'_>) {
    let outcome = &verdict.decision.outcome;
    let mut add = |trigger: &str, kind| {
        let place = Place {
            scenario: verdict.row.scenario().0,
            block: outcome.block.clone(),
            trigger: trigger.to_owned(),
            kind,
        };
        *counts.entry(place).or_default() += 1;
    };
    // A delayed trigger decides about no block.
    if verdict.row.fires().is_none() {
        add(
            "",
            match outcome.status {
                BlockStatus::Done => Counted::Fired,
                BlockStatus::NotMatching => Counted::NotMatching,
            },
        );
    }
    for trigger in outcome.triggers.iter().filter(|it| it.due.is_none()) {
        match trigger.status {
            TriggerStatus::Planned => add(&trigger.trigger, Counted::Trigger),
            TriggerStatus::Failed => {
                add(&trigger.trigger, Counted::Trigger);
                add(&trigger.trigger, Counted::Failed);
            }
            TriggerStatus::Skipped => {}
        }
    }
}
