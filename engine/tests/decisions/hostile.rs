//! Settings and operands of any JSON shape: nothing panics, and nothing is asked for by mistake.

use crate::account::{LEAD, facts};
use engine::{Run, Scenario, check, compile, eval, needs, triggers};
use serde_json::{Value as Json, json};

fn shapes() -> Vec<Json> {
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(""),
        json!("{{"),
        json!("{{lead.cf(}}"),
        json!("{{{{{{"),
        json!("\u{0}\u{feff}"),
        json!("{reset}"),
        json!(",,,"),
        json!([]),
        json!([[]]),
        json!([null, 1, "x", {}]),
        json!({}),
        json!({"amount": i64::MAX, "unit": "years"}),
        json!({"amount": 2_000_000_000, "unit": "years"}),
        json!({"pipeline": -1, "status": "x"}),
        json!([{"field": "cf(99999999999999999999)", "value": "1"}]),
        json!([{"field": "cf(111)", "value": ",".repeat(10_000)}]),
        json!([{"field": "budget", "value": "9".repeat(200)}]),
        deep,
    ]
}

#[test]
fn settings_of_any_shape_do_not_panic() {
    let facts = facts();
    for entry in triggers::ALL {
        for setting in entry.settings {
            for shape in shapes() {
                let mut settings = json!({"text": "x", "user": 12, "mode": "add", "fields": [{"field": "name", "value": "x"}], "stage": {"pipeline": 1, "status": 142}});
                settings[setting.name] = shape.clone();
                let scenario = crate::account::scenario(
                    "lead_changed",
                    json!([{"kind": entry.code, "settings": settings}]),
                );
                let evaluation = eval(&compile(&scenario), &Run::new("lead_changed", LEAD), &facts);
                assert_eq!(evaluation.blocks.len(), 1, "{} {shape}", setting.name);
                check(&scenario, &facts.dictionaries);
            }
        }
    }
}

#[test]
fn operands_of_any_shape_make_a_false_row_at_worst() {
    let facts = facts();
    let paths = [
        "const.text",
        "const.number",
        "const.list",
        "const.stage",
        "const.range",
        "const.option",
        "const.date",
        "lead.cf(",
        "lead.tags",
        "",
        "\u{0}",
    ];
    let operators = engine::operators::all()
        .map(|entry| entry.code)
        .chain(["", "no_such"]);
    for operator in operators {
        for path in paths {
            for shape in shapes() {
                let side = json!({"path": path, "value": shape, "offset": {"amount": i32::MAX, "unit": "years"}});
                let json = json!({"event": "lead_changed", "blocks": [{"conditions": [
                    {"left": {"path": "now.datetime", "offset": {"amount": i32::MIN, "unit": "months"}}, "operator": operator, "right": side},
                    {"left": side, "operator": operator, "right": {"path": "lead.name"}},
                ]}]});
                let scenario: Scenario =
                    serde_json::from_value(json).expect("any value is allowed");
                let run = Run::new("lead_changed", LEAD);
                let program = compile(&scenario);
                needs(&program, &run);
                assert_eq!(eval(&program, &run, &facts).blocks[0].rows.len(), 2);
                check(&scenario, &facts.dictionaries);
            }
        }
    }
}

#[test]
fn a_run_of_an_entity_that_the_facts_lack_does_not_ask_for_anything_it_can_not_know() {
    let facts = facts();
    let scenario = crate::account::scenario(
        "own",
        json!([{"kind": "create_task", "settings": {"text": "x"}}, {"kind": "change_tags", "settings": {"mode": "remove"}}]),
    );
    let stranger = engine::EntityRef { id: 1, ..LEAD };
    let evaluation = eval(&compile(&scenario), &Run::new("own", stranger), &facts);
    assert!(evaluation.effects.is_empty(), "{evaluation:?}");
}
