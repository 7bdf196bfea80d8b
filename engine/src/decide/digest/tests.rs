//! What changes a digest, and what does not.
#![expect(clippy::expect_used, reason = "a test may end so")]

use super::*;
use crate::{
    EntityKind, EntityRef, Scenario, Snapshot,
    decide::{compile, decide, trace},
};

const FACTS: &str = r#"{"now":1760000000,"lead":{"id":7,"price":15000}}"#;
const SCENARIO: &str = r#"{"format":2,"name":"Проверка","event":"lead_changed","blocks":[{"id":"b1","conditions":[
    {"id":"c1","left":{"path":"lead.price"},"operator":"gt","right":{"path":"const.number","value":10000}}],
    "triggers":[{"id":"t1","kind":"change_tags","settings":{"mode":"add","tags":"Крупная"}}]}]}"#;

fn run() -> Run {
    let entity = EntityRef {
        kind: EntityKind::Lead,
        id: 7,
    };
    Run::new("lead_changed", entity)
}

fn decided(scenario: &str, facts: &str, run: &Run) -> (Decision, String) {
    let read = Scenario::from_json(scenario.as_bytes()).expect("a scenario");
    let snapshot = Snapshot::from_json(facts).expect("facts");
    let program = compile(&read);
    let decision = decide(&program, run, &snapshot);
    let (_, traced) = trace(&program, run, &snapshot);
    assert_eq!(traced, decision);
    let basis = Basis {
        scenario: &digest(scenario),
        names: "",
        facts,
        run,
    };
    let digest = decision.digest(&basis);
    (decision, digest)
}

#[test]
fn a_digest_stays_what_it_is() {
    let (decision, found) = decided(SCENARIO, FACTS, &run());
    assert_eq!(decision.effects.len(), 1);
    // If this changes, past decisions can't be compared any more: then the format gets a new number.
    assert_eq!(
        found,
        "e2f631b5f5196f2a49833d10a80fd3545a3e7b0edacec9270b34d2fb3f4785a1"
    );
}

#[test]
fn every_ground_changes_it() {
    let (_, found) = decided(SCENARIO, FACTS, &run());
    let other_facts = FACTS.replace("15000", "15001");
    let other_scenario = SCENARIO.replace("Проверка", "Другой");
    let later = Run {
        matched: true,
        ..run()
    };
    let others = [
        decided(SCENARIO, &other_facts, &run()).1,
        decided(&other_scenario, FACTS, &run()).1,
        decided(SCENARIO, FACTS, &later).1,
    ];
    assert!(!others.contains(&found));
}

#[test]
fn statuses_and_effects_change_it_but_no_wording() {
    let (decision, _) = decided(SCENARIO, FACTS, &run());
    let run = run();
    let basis = Basis {
        scenario: "",
        names: "",
        facts: "",
        run: &run,
    };
    let (mut renamed, mut without, mut told) =
        (decision.clone(), decision.clone(), decision.clone());
    renamed.outcome.name = "Другое имя".to_owned();
    without.effects.clear();
    let problem = Problem::warning(crate::problem::Code::Unreadable, "Текст");
    for log in &mut told.outcome.triggers {
        log.problems.push(problem.clone());
    }
    let found = decision.digest(&basis);
    assert_eq!(renamed.digest(&basis), found);
    assert_ne!(without.digest(&basis), found);
    assert_ne!(told.digest(&basis), found);
    let mut reworded = told.clone();
    for problem in reworded
        .outcome
        .triggers
        .iter_mut()
        .flat_map(|log| &mut log.problems)
    {
        problem.detail = "Другой текст".to_owned();
    }
    assert_eq!(reworded.digest(&basis), told.digest(&basis));
}
