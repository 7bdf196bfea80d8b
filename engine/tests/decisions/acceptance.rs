//! The worked examples of the manual (R6, R79) from the files that the documentation names.

use engine::{
    Effect, EntityKind, EntityRef, Evaluation, Next, Run, Scenario, Snapshot, check, compile,
    decide, eval, first,
    log::BlockStatus::{self, Done, NotMatching},
    needs,
    values::Need,
};
use serde_json::{Value as Json, json};

const FACTS: &str = include_str!("../../../tests/fixtures/wholesale.facts.json");
const R6: &str = include_str!("../../../tests/fixtures/responsible_on_stage.scenario.json");
const R79: &str = include_str!("../../../tests/fixtures/wholesale_retail.scenario.json");

const LEAD: EntityRef = EntityRef {
    kind: EntityKind::Lead,
    id: 2_200_001,
};
const NOW: i64 = 1_709_197_500;

fn scenario(text: &str) -> Scenario {
    serde_json::from_str(text).expect("the fixture is a scenario")
}

/// The facts of the fixture with another property of the deal.
fn facts(property: &str, value: Json) -> Snapshot {
    let mut json: Json = serde_json::from_str(FACTS).expect("the fixture is JSON");
    json["lead"][property] = value;
    Snapshot::from_json(&json.to_string()).expect("the fixture is a facts file")
}

fn run(scenario_text: &str, facts: &Snapshot) -> Evaluation {
    let scenario = scenario(scenario_text);
    eval(
        &compile(&scenario),
        &Run::new(scenario.event.clone(), LEAD),
        facts,
    )
}

fn statuses(evaluation: &Evaluation) -> Vec<BlockStatus> {
    evaluation.blocks.iter().map(|block| block.status).collect()
}

#[test]
fn r6_changes_the_responsible_user_only_when_both_conditions_hold() {
    let matching = run(R6, &facts("price", json!(10_001)));
    assert_eq!(statuses(&matching), [Done], "{matching:?}");
    assert_eq!(
        matching.effects,
        [Effect::ChangeResponsible {
            entity: LEAD,
            user: 9_100_002
        }]
    );

    for (property, value) in [
        ("price", json!(10_000)),
        ("price", json!(null)),
        ("status_id", json!(61_000_002)),
    ] {
        let other = run(R6, &facts(property, value));
        assert_eq!(statuses(&other), [NotMatching], "{property}");
        assert!(other.effects.is_empty());
        let results: Vec<_> = other.blocks[0].rows.iter().map(|row| row.result).collect();
        assert_eq!(
            results
                .iter()
                .filter(|result| **result == Some(false))
                .count(),
            1,
            "every row is evaluated"
        );
        assert_eq!(results.len(), 2);
    }
}

#[test]
fn the_rows_of_r6_show_both_sides_with_names() {
    let evaluation = run(R6, &facts("price", json!(15_000)));
    let rows = &evaluation.blocks[0].rows;
    let side = |side: &Option<engine::log::Side>| {
        side.clone()
            .map(|side| (side.label, side.raw))
            .unwrap_or_default()
    };
    assert_eq!(side(&rows[0].left).1, "Принято в работу");
    assert_eq!(side(&rows[0].right).1, "Принято в работу");
    assert_eq!(
        side(&rows[1].left),
        ("Сделка: Бюджет".to_owned(), "15000".to_owned())
    );
    assert_eq!(
        side(&rows[1].right),
        ("Текстовое значение".to_owned(), "10000".to_owned())
    );
}

#[test]
fn r79_routes_wholesale_and_retail_to_two_users_with_a_task_each() {
    let wholesale = run(R79, &facts("price", json!(150_000)));
    assert_eq!(statuses(&wholesale), [Done, NotMatching]);
    assert_eq!(wholesale.blocks[0].name, "Если ОПТ");
    let contact = EntityRef {
        kind: EntityKind::Contact,
        id: 3_300_001,
    };
    let company = EntityRef {
        kind: EntityKind::Company,
        id: 4_400_001,
    };
    let mut expected: Vec<_> = [LEAD, company, contact]
        .map(|entity| Effect::ChangeResponsible {
            entity,
            user: 9_100_002,
        })
        .into();
    expected.push(Effect::CreateTask {
        entity: LEAD,
        responsible: 9_100_002,
        task_type: 1,
        complete_till: NOW + 3_600,
        text: "Позвонить по заявке «Заявка с формы ОПТ» на 150000 ₽".into(),
        results: Vec::new(),
    });
    assert_eq!(wholesale.effects, expected);

    let retail = run(R79, &facts("name", json!("Заявка с формы РОЗНИЦА")));
    assert_eq!(statuses(&retail), [NotMatching, Done]);
    assert_eq!(
        retail.effects[0],
        Effect::ChangeResponsible {
            entity: LEAD,
            user: 9_100_003
        }
    );
    assert!(matches!(
        retail.effects[1],
        Effect::CreateTask {
            responsible: 9_100_003,
            ..
        }
    ));

    let other = run(R79, &facts("name", json!("Звонок")));
    assert_eq!(statuses(&other), [NotMatching, NotMatching]);
}

#[test]
fn steps_walk_through_the_blocks_and_end_in_the_fallback_only_if_none_matched() {
    let mut scenario = scenario(R79);
    scenario.fallback = Some(77);
    scenario.blocks[0].delay_s = 5;
    scenario.blocks[1].delay_s = 20;
    let program = compile(&scenario);
    assert_eq!(
        first(&program),
        Next::Block {
            index: 0,
            delay_s: 5
        }
    );
    for (name, end) in [
        ("Звонок", Next::Fallback { scenario: 77 }),
        ("Заявка с формы ОПТ", Next::Done),
    ] {
        let facts = facts("name", json!(name));
        let mut run = Run::new("lead_added", LEAD);
        let decision = decide(&program, &run, &facts);
        assert_eq!(
            decision.next,
            Next::Block {
                index: 1,
                delay_s: 20
            }
        );
        run.block = 1;
        run.matched |= decision.outcome.status == Done;
        assert_eq!(decide(&program, &run, &facts).next, end, "{name}");
        run.block = 2;
        assert_eq!(
            decide(&program, &run, &facts).next,
            Next::Done,
            "a scenario that became shorter"
        );
    }
    assert_eq!(first(&compile(&Scenario::default())), Next::Done);
}

#[test]
fn a_block_needs_what_its_conditions_templates_and_targets_read() {
    let mut run = Run::new("lead_added", LEAD);
    let program = compile(&scenario(R79));
    let all = [Need::Lead, Need::Contacts, Need::Company];
    assert_eq!(needs(&program, &run), all.into());
    run.block = 1;
    assert_eq!(needs(&program, &run), [Need::Lead].into());
    run.block = 9;
    assert!(needs(&program, &run).is_empty());

    let mut scenario = scenario(R6);
    scenario.blocks[0].conditions.clear();
    run.block = 0;
    assert!(
        needs(&compile(&scenario), &run).is_empty(),
        "nothing is read that nobody asks for"
    );
}

#[test]
fn a_later_block_sees_what_an_earlier_one_changed() {
    let text = json!({"event": "lead_changed", "blocks": [
        {"triggers": [{"kind": "change_stage", "settings": {"stage": {"pipeline": 7000001, "status": 142}}},
                      {"kind": "change_tags", "settings": {"mode": "add", "tags": "закрыта"}}]},
        {"conditions": [
            {"left": {"path": "lead.status"}, "operator": "eq", "right": {"path": "const.stage", "value": {"pipeline": 7000001, "status": 142}}},
            {"left": {"path": "lead.tags"}, "operator": "contains", "right": {"path": "const.text", "value": "закрыта"}}],
         "triggers": [{"kind": "add_note", "settings": {"text": "{{lead.status}}"}}]},
    ]});
    let evaluation = run(&text.to_string(), &facts("price", json!(1)));
    assert_eq!(statuses(&evaluation), [Done, Done], "{evaluation:?}");
    assert!(
        matches!(&evaluation.effects[2], Effect::AddNote { text, .. } if text == "Успешно реализовано")
    );
}

#[test]
fn the_fixtures_have_no_problems() {
    let facts = facts("price", json!(1));
    for text in [R6, R79] {
        assert_eq!(check(&scenario(text), &facts.dictionaries), []);
    }
}

#[test]
fn the_documented_facts_file_is_the_one_that_runs() {
    let page = include_str!("../../../docs/facts.md");
    let example = page
        .split("```json\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .unwrap_or_default();
    assert_eq!(example.trim(), FACTS.trim());
    assert_eq!(
        Snapshot::from_json(example).map(|facts| facts.now).ok(),
        Some(NOW)
    );
}
