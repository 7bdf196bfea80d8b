//! Scenarios that start others: whether those exist, and whether a chain of them can return to its start.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::{
    problem::{Code, Problem},
    scenario::Scenario,
    triggers::{self, Given, Settings},
};

/// Starts only by hand or by another scenario (R44, R229).
const OWN: &str = "own";

/// Scenarios of an account that can start themselves again through others (A21).
///
/// They are not forbidden (R118), so every one of them is only told.
pub fn chains(scenarios: &[(u64, Scenario)]) -> Vec<(u64, Problem)> {
    let starts: BTreeMap<u64, BTreeSet<u64>> = scenarios
        .iter()
        .map(|(id, scenario)| (*id, started(scenario)))
        .collect();
    let returning = scenarios.iter().filter(|(id, _)| returns(*id, &starts));
    let told = returning.map(|(id, scenario)| {
        let detail = match scenario.fallback == Some(*id) {
            true => "Сценарий запасной для самого себя: выберите другой запасной сценарий",
            false => {
                "Сценарий запускает другие, а те снова его: добавьте условие, которое остановит круг"
            }
        };
        (*id, Problem::warning(Code::Cycle, detail))
    });
    told.collect()
}

/// Whether a scenario is reached from those that it starts; each one is looked at once.
fn returns(id: u64, starts: &BTreeMap<u64, BTreeSet<u64>>) -> bool {
    let (mut seen, mut waiting) = (BTreeSet::new(), vec![id]);
    while let Some(next) = waiting.pop() {
        for start in starts.get(&next).into_iter().flatten() {
            if *start == id {
                return true;
            }
            if seen.insert(*start) {
                waiting.push(*start);
            }
        }
    }
    false
}

/// The fallback and what the triggers of the blocks start.
fn started(scenario: &Scenario) -> BTreeSet<u64> {
    let mut found: BTreeSet<u64> = scenario.fallback.into_iter().collect();
    let triggers = scenario.blocks.iter().flat_map(|block| &block.triggers);
    for trigger in triggers.filter(|trigger| !trigger.muted) {
        if let Some(entry) = triggers::find(&trigger.kind) {
            collect(&Settings::read(entry, &trigger.settings), &mut found);
        }
    }
    found
}

fn collect(settings: &Settings, found: &mut BTreeSet<u64>) {
    for (_, given) in settings.iter() {
        match given {
            Given::Scenario(id) => {
                found.insert(*id);
            }
            Given::Rows(rows) => rows.iter().for_each(|row| collect(row, found)),
            _ => {}
        }
    }
}

impl Context<'_> {
    /// A scenario to be started must exist and be an own one; without a list nothing is known.
    pub(super) fn own_scenario(&self, id: u64) -> Option<Problem> {
        let scenarios = &self.dictionaries.scenarios;
        let found = scenarios.iter().find(|scenario| scenario.id == id);
        let detail = match found {
            None => "Такого сценария нет: выберите сценарий заново",
            Some(found) if found.event != OWN => {
                "Запустить можно только свой сценарий: выберите сценарий без события"
            }
            Some(_) => return None,
        };
        (!scenarios.is_empty()).then(|| Problem::error(Code::NoScenario, detail))
    }
}
