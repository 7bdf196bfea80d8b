//! A delayed trigger when it is due (A44, A47): `fire` and what it reads.

use std::collections::BTreeSet;

use crate::account::{LEAD, codes, facts, scenario};
use engine::{
    Effect, Next, Program, Run, compile, decide, fire, fire_needs, log::TriggerStatus, needs,
    values::Need,
};
use serde_json::{Value as Json, json};

fn program(trigger: Json) -> Program {
    let mut scenario = scenario("lead_changed", json!([trigger]));
    // A condition that never holds: it is not asked again.
    let row = json!([{"id": "c", "left": {"path": "lead.name"}, "operator": "empty"}]);
    scenario.blocks[0].conditions = serde_json::from_value(row).expect("the row is correct");
    compile(&scenario)
}

fn run() -> Run {
    Run::new("lead_changed", LEAD)
}

#[test]
fn it_acts_on_the_facts_of_its_time_without_its_conditions_and_its_timer() {
    let program = program(json!({
        "id": "t", "kind": "add_note", "timer": {"delay": {"amount": 99, "unit": "days"}},
        "settings": {"text": "Бюджет {{lead.sale}}"},
    }));
    let decision = fire(&program, &run(), ("b", "t"), &facts()).expect("it is there");
    let Some(Effect::AddNote { text, .. }) = decision.effects.first() else {
        panic!("{decision:?}");
    };
    assert_eq!(text, "Бюджет 15000");
    assert_eq!(decision.next, Next::Done);
    let log = &decision.outcome.triggers[0];
    assert_eq!((log.status, log.due), (TriggerStatus::Planned, None));
}

#[test]
fn what_is_gone_does_nothing_and_what_is_muted_is_skipped() {
    let muted =
        json!({"id": "t", "kind": "add_note", "muted": true, "settings": {"text": "Привет"}});
    let program = program(muted);
    for gone in [("b", "x"), ("x", "t"), ("", "")] {
        assert!(fire(&program, &run(), gone, &facts()).is_none());
        assert!(fire_needs(&program, &run(), gone).is_empty());
    }
    let decision = fire(&program, &run(), ("b", "t"), &facts()).expect("it is there");
    assert!(decision.effects.is_empty());
    assert_eq!(decision.outcome.triggers[0].status, TriggerStatus::Skipped);
}

#[test]
fn a_target_that_is_gone_by_then_is_told() {
    let program = program(json!({
        "id": "t", "kind": "add_note", "target": "company", "settings": {"text": "Привет"},
    }));
    let mut facts = facts();
    facts.company = None;
    let decision = fire(&program, &run(), ("b", "t"), &facts).expect("it is there");
    assert_eq!(codes(&decision.outcome.triggers[0].problems), [103]);
}

#[test]
fn the_date_is_read_when_it_is_planned_and_the_rest_when_it_fires() {
    let trigger = json!({
        "id": "t", "kind": "add_note", "timer": {"date": {"field": "contact.cf(201)"}},
        "settings": {"text": "{{company.name}}"},
    });
    let program = compile(&scenario("lead_changed", json!([trigger])));
    let wanted = |needs: BTreeSet<Need>, need| needs.contains(&need);
    assert!(wanted(needs(&program, &run()), Need::Contacts));
    assert!(!wanted(needs(&program, &run()), Need::Company));
    let due = || fire_needs(&program, &run(), ("b", "t"));
    assert!(wanted(due(), Need::Company) && !wanted(due(), Need::Contacts));
}

#[test]
fn the_next_trigger_does_not_see_what_is_only_planned() {
    let triggers = json!([
        {"id": "t1", "kind": "change_lead_fields", "timer": {"delay": {"amount": 1, "unit": "hours"}},
         "settings": {"fields": [{"field": "name", "value": "Позже"}]}},
        {"id": "t2", "kind": "add_note", "settings": {"text": "{{lead.name}}"}},
    ]);
    let program = compile(&scenario("lead_changed", triggers));
    let decision = decide(&program, &run(), &facts());
    let kinds: Vec<bool> = decision
        .effects
        .iter()
        .map(|effect| {
            matches!(
                effect,
                Effect::Schedule {
                    due: 1_709_201_100,
                    ..
                }
            )
        })
        .collect();
    assert_eq!(kinds, [true, false]);
    assert!(matches!(&decision.effects[1], Effect::AddNote { text, .. } if text == "Поставка"));
}
