//! What each trigger asks for.

use crate::account::{LEAD, codes, facts_json, one, run, run_on};
use engine::{
    Effect, EntityKind, EntityRef, Snapshot,
    effect::FieldChange,
    log::TriggerStatus::{Failed, Planned, Skipped},
};
use serde_json::json;

const NOW: i64 = 1_709_197_500;

fn contact(id: u64) -> EntityRef {
    EntityRef {
        kind: EntityKind::Contact,
        id,
    }
}

#[test]
fn responsible_is_changed_in_the_deal_and_in_what_was_ticked() {
    let (effects, log) = one(
        "change_responsible",
        json!({"user": 12, "linked": ["company", "contacts", "tasks"]}),
    );
    let company = EntityRef {
        kind: EntityKind::Company,
        id: 700,
    };
    let task = EntityRef {
        kind: EntityKind::Task,
        id: 801,
    };
    let expected: Vec<_> = [LEAD, company, contact(601), contact(602), task]
        .into_iter()
        .map(|entity| Effect::ChangeResponsible { entity, user: 12 })
        .collect();
    assert_eq!(
        effects, expected,
        "closed tasks keep their responsible user"
    );
    assert_eq!((log.status, log.effects), (Planned, 5));
}

#[test]
fn responsible_can_be_a_value_of_ones_own() {
    for own in [
        "12",
        "{{global(manager)}}",
        "{manager}",
        "{{global(manager_name)}}",
        " Борис Оптов ",
    ] {
        let (effects, log) = one("change_responsible", json!({ "user": own }));
        assert_eq!(
            effects,
            [Effect::ChangeResponsible {
                entity: LEAD,
                user: 12
            }],
            "{own}: {log:?}"
        );
    }
}

#[test]
fn a_user_who_is_not_there_fails_the_trigger_with_210() {
    for user in [
        json!(99),
        json!(14),
        json!("99"),
        json!("Никто"),
        json!("{{global(nothing)}}"),
        json!("0"),
    ] {
        let (effects, log) = one("change_responsible", json!({ "user": user }));
        assert!(effects.is_empty(), "{user}");
        assert_eq!(log.status, Failed, "{user}");
        assert_eq!(codes(&log.problems).last(), Some(&210), "{user}");
        assert_eq!(
            log.problems.last().map(|problem| problem.path.as_str()),
            Some("settings.user")
        );
    }
}

#[test]
fn a_task_goes_to_the_responsible_user_of_its_entity_by_default() {
    let (effects, _) = one(
        "create_task",
        json!({"text": "Позвонить: {{lead.name}}", "period": {"amount": 1, "unit": "hours"}}),
    );
    let expected = Effect::CreateTask {
        entity: LEAD,
        responsible: 11,
        task_type: 1,
        complete_till: NOW + 3600,
        text: "Позвонить: Поставка".into(),
        results: Vec::new(),
    };
    assert_eq!(effects, [expected]);
}

#[test]
fn a_task_for_the_company_goes_to_the_responsible_user_of_the_company() {
    let trigger = json!([{"kind": "create_task", "target": "company", "settings": {"text": "x", "task_type": 2, "period": {"amount": 1, "unit": "months"}}}]);
    let effects = run(trigger).effects;
    let expected = Effect::CreateTask {
        entity: EntityRef {
            kind: EntityKind::Company,
            id: 700,
        },
        responsible: 12,
        task_type: 2,
        complete_till: NOW + 29 * 86_400,
        text: "x".into(),
        results: Vec::new(),
    };
    assert_eq!(effects, [expected]);
}

#[test]
fn a_trigger_sees_what_the_trigger_before_it_changed() {
    let evaluation = run(json!([
        {"kind": "change_responsible", "settings": {"user": 12}},
        {"kind": "create_task", "settings": {"text": "x"}},
    ]));
    assert!(matches!(
        evaluation.effects[1],
        Effect::CreateTask {
            responsible: 12,
            ..
        }
    ));
}

#[test]
fn a_note_has_its_text_and_its_tick() {
    let (effects, _) = one(
        "add_note",
        json!({"text": "Бюджет {{lead.sale}}", "system": true}),
    );
    assert_eq!(
        effects,
        [Effect::AddNote {
            entity: LEAD,
            text: "Бюджет 15000".into(),
            system: true
        }]
    );
    let (effects, log) = one("add_note", json!({"text": "{{global(nothing)}}"}));
    assert!(effects.is_empty() && log.status == Failed);
    assert_eq!(codes(&log.problems), [203]);
}

#[test]
fn tags_are_added_and_removed_by_name() {
    let (effects, _) = one(
        "change_tags",
        json!({"mode": "add", "tags": "новый, город {{lead.cf(101)}} , НОВЫЙ,"}),
    );
    let add = vec!["новый".to_owned(), "город Казань".to_owned()];
    assert_eq!(
        effects,
        [Effect::ChangeTags {
            entity: LEAD,
            add,
            remove: vec![]
        }]
    );
    let (effects, _) = one("change_tags", json!({"mode": "remove", "tags": "опт"}));
    assert_eq!(
        effects,
        [Effect::ChangeTags {
            entity: LEAD,
            add: vec![],
            remove: vec!["опт".into()]
        }]
    );
}

#[test]
fn an_empty_value_removes_all_tags_and_adds_none() {
    for empty in [
        json!({"mode": "remove"}),
        json!({"mode": "remove", "tags": " "}),
    ] {
        let (effects, _) = one("change_tags", empty);
        let remove = vec!["опт".to_owned(), "VIP".to_owned()];
        assert_eq!(
            effects,
            [Effect::ChangeTags {
                entity: LEAD,
                add: vec![],
                remove
            }]
        );
    }
    let (effects, log) = one("change_tags", json!({"mode": "add", "tags": ""}));
    assert!(effects.is_empty() && log.status == Planned);
}

#[test]
fn a_variable_that_is_empty_does_not_remove_all_tags() {
    let (effects, log) = one(
        "change_tags",
        json!({"mode": "remove", "tags": "{{global(nothing)}}"}),
    );
    assert!(effects.is_empty());
    assert_eq!(codes(&log.problems), [203]);
}

#[test]
fn the_stage_must_exist() {
    let (effects, _) = one(
        "change_stage",
        json!({"stage": {"pipeline": 1, "status": 142}}),
    );
    assert_eq!(
        effects,
        [Effect::ChangeStage {
            entity: LEAD,
            pipeline: 1,
            status: 142
        }]
    );
    let (effects, log) = one(
        "change_stage",
        json!({"stage": {"pipeline": 2, "status": 142}}),
    );
    assert!(effects.is_empty());
    assert_eq!(codes(&log.problems), [211]);
}

#[test]
fn a_linked_entity_that_is_missing_fails_only_its_own_trigger() {
    let mut json = facts_json();
    json["company"] = json!(null);
    let facts = Snapshot::from_json(&json.to_string()).expect("correct facts");
    let evaluation = run_on(
        &facts,
        json!([
            {"kind": "change_company_fields", "settings": {"fields": [{"field": "cf(304)", "value": "1"}]}},
            {"kind": "add_note", "settings": {"text": "x"}},
            {"kind": "add_note", "muted": true, "settings": {"text": "x"}},
            {"kind": "no_such_trigger"},
        ]),
    );
    let triggers = &evaluation.blocks[0].triggers;
    let statuses: Vec<_> = triggers.iter().map(|trigger| trigger.status).collect();
    assert_eq!(statuses, [Failed, Planned, Skipped, Failed]);
    assert_eq!(codes(&triggers[0].problems), [103]);
    assert_eq!(codes(&triggers[3].problems), [212]);
    assert_eq!(evaluation.effects.len(), 1);
}

#[test]
fn the_main_contact_is_the_one_that_is_changed() {
    let evaluation = run(
        json!([{"kind": "change_contact_fields", "settings": {"fields": [{"field": "first_name", "value": "Иван"}]}}]),
    );
    let changes = vec![FieldChange::FirstName {
        value: "Иван".into(),
    }];
    assert_eq!(
        evaluation.effects,
        [Effect::ChangeFields {
            entity: contact(602),
            changes
        }]
    );
}

#[test]
fn a_run_without_its_entity_fails_the_triggers_that_act_on_it() {
    let nobody = EntityRef { id: 0, ..LEAD };
    let scenario = crate::account::scenario(
        "own",
        json!([{"kind": "add_note", "settings": {"text": "x"}}]),
    );
    let evaluation = engine::eval(
        &engine::compile(&scenario),
        &engine::Run::new("own", nobody),
        &crate::account::facts(),
    );
    assert_eq!(codes(&evaluation.blocks[0].triggers[0].problems), [202]);
    assert!(evaluation.effects.is_empty());
}

#[test]
fn only_the_task_that_started_the_run_can_be_a_target() {
    let trigger =
        json!([{"kind": "change_responsible", "target": "task", "settings": {"user": 12}}]);
    assert_eq!(
        codes(&run(trigger.clone()).blocks[0].triggers[0].problems),
        [201]
    );
    let task = EntityRef {
        kind: EntityKind::Task,
        id: 801,
    };
    let program = engine::compile(&crate::account::scenario("task_added", trigger));
    let evaluation = engine::eval(
        &program,
        &engine::Run::new("task_added", task),
        &crate::account::facts(),
    );
    assert_eq!(
        evaluation.effects,
        [Effect::ChangeResponsible {
            entity: task,
            user: 12
        }]
    );
}
