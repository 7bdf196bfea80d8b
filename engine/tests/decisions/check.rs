//! What is told before a scenario is saved, with code and place.

use crate::account::facts;
use engine::{Scenario, check, problem::Severity, snapshot::Dictionaries};
use serde_json::{Value as Json, json};

/// `severity code path` of every problem.
fn found(scenario: Json) -> Vec<String> {
    found_in(scenario, &facts().dictionaries)
}

fn found_in(scenario: Json, dictionaries: &Dictionaries) -> Vec<String> {
    let scenario: Scenario = serde_json::from_value(scenario).expect("the scenario has its shape");
    let problems = check(&scenario, dictionaries);
    let line = |problem: &engine::Problem| {
        let severity = match problem.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        assert!(
            !problem.detail.is_empty(),
            "a problem without a remedy: {problem:?}"
        );
        format!("{severity} {} {}", problem.code.number(), problem.path)
    };
    problems.iter().map(line).collect()
}

fn with_condition(condition: Json) -> Json {
    json!({"name": "x", "event": "lead_changed", "blocks": [{"conditions": [condition], "triggers": [note()]}]})
}

fn with_trigger(trigger: Json) -> Json {
    json!({"name": "x", "event": "lead_changed", "blocks": [{"triggers": [trigger]}]})
}

fn note() -> Json {
    json!({"kind": "add_note", "settings": {"text": "x"}})
}

fn condition(left: &str, operator: &str, right: Json) -> Json {
    with_condition(json!({"left": {"path": left}, "operator": operator, "right": right}))
}

fn text(value: &str) -> Json {
    json!({"path": "const.text", "value": value})
}

#[test]
fn the_head_of_a_scenario() {
    let empty = found(json!({}));
    assert_eq!(
        empty,
        ["warning 203 name", "warning 219 blocks", "error 213 event"]
    );
    let bad = json!({"format": 3, "name": "x", "event": "no_such", "frequency": {"interval_s": 4}, "blocks": [{"delay_s": 21}]});
    assert_eq!(
        found(bad),
        [
            "error 220 format",
            "error 217 frequency.interval_s",
            "error 213 event",
            "error 217 blocks[0].delay_s",
            "warning 219 blocks[0].triggers",
        ]
    );
}

#[test]
fn a_correct_scenario_has_no_problems() {
    let none: [&str; 0] = [];
    assert_eq!(found(condition("lead.budget", "gt", text("10000"))), none);
    assert_eq!(
        found(condition("lead.cf(101)", "match", text("^Каз"))),
        none
    );
    assert_eq!(
        found(with_trigger(
            json!({"kind": "create_task", "settings": {"text": "{{lead.name}}", "responsible": 12, "task_type": 2}})
        )),
        none
    );
}

#[test]
fn conditions() {
    let place = |rest: &str| format!("blocks[0].conditions[0]{rest}");
    assert_eq!(
        found(with_condition(json!({}))),
        [format!("warning 218 {}", place(""))]
    );
    assert_eq!(
        found(condition("lead.wrong", "eq", text("x"))),
        [format!("error 214 {}", place(".left"))]
    );
    assert_eq!(
        found(condition("lead.cf(9999)", "eq", text("x"))),
        [format!("error 102 {}", place(".left"))]
    );
    assert_eq!(
        found(condition("lead.name", "same", text("x"))),
        [format!("warning 218 {}", place(""))].map(|_| format!("error 215 {}", place(".operator")))
    );
    assert_eq!(
        found(condition("lead.budget", "starts", text("1"))),
        [format!("error 215 {}", place(".operator"))]
    );
    assert_eq!(
        found(condition("lead.name", "match", text("("))),
        [format!("error 222 {}", place(".right"))]
    );
    let broken = json!({"path": "const.date", "value": "завтра"});
    assert_eq!(
        found(condition("lead.created_at", "gt", broken)),
        [format!("error 216 {}", place(".right"))]
    );
    let template = found(condition("lead.name", "eq", text("{{lead.nothing}}")));
    assert_eq!(template.len(), 1);
    assert!(
        template[0].ends_with(&format!("101 {}", place(".right"))),
        "{template:?}"
    );
    let shifted = json!({"path": "lead.name", "offset": {"amount": 1, "unit": "days"}});
    assert_eq!(
        found(condition("lead.name", "eq", shifted)),
        [format!("error 216 {}", place(".right"))]
    );
}

#[test]
fn triggers() {
    let place = |rest: &str| format!("blocks[0].triggers[0].{rest}");
    let error = |code: u16, rest: &str| vec![format!("error {code} {}", place(rest))];
    let trigger =
        |kind: &str, settings: Json| with_trigger(json!({"kind": kind, "settings": settings}));
    assert_eq!(found(trigger("no_such", json!({}))), error(212, "kind"));
    assert_eq!(
        found(trigger("add_note", json!({}))),
        error(203, "settings.text")
    );
    assert_eq!(
        found(trigger("add_note", json!({"text": {}}))),
        error(216, "settings.text")
    );
    assert_eq!(
        found(trigger("change_responsible", json!({"user": 14}))),
        error(210, "settings.user")
    );
    assert_eq!(
        found(trigger(
            "change_stage",
            json!({"stage": {"pipeline": 1, "status": 5}})
        )),
        error(211, "settings.stage")
    );
    assert_eq!(
        found(trigger(
            "create_task",
            json!({"text": "x", "task_type": 77})
        )),
        error(216, "settings.task_type")
    );
    assert_eq!(
        found(trigger(
            "create_task",
            json!({"text": "x", "period": {"amount": -1, "unit": "hours"}})
        )),
        error(216, "settings.period")
    );
    assert_eq!(
        found(trigger("change_tags", json!({"mode": "replace"}))),
        error(216, "settings.mode")
    );
    assert_eq!(
        found(with_trigger(
            json!({"kind": "add_note", "target": "task", "settings": {"text": "x"}})
        )),
        error(201, "target")
    );
    let unclosed = found(trigger("add_note", json!({"text": "{{lead.name"})));
    assert_eq!(
        unclosed,
        [format!("warning 107 {}", place("settings.text"))]
    );
}

#[test]
fn fields_and_values_without_templates() {
    let place = |rest: &str| format!("blocks[0].triggers[0].settings.fields{rest}");
    let fields = |rows: Json| {
        with_trigger(json!({"kind": "change_lead_fields", "settings": {"fields": rows}}))
    };
    let rows = json!([
        {"field": "cf(109)", "value": "Сайт"},
        {"field": "cf(109)", "value": "Луна"},
        {"field": "cf(105)", "value": "много"},
        {"field": "cf(9999)", "value": "x"},
        {"field": "", "value": "x"},
        {"field": "cf(105)", "value": "{{lead.sale}}"},
        {"field": "cf(101)", "value": ""},
        {"field": "cf(101)", "value": "{reset}"},
    ]);
    let mut lines = found(fields(rows));
    lines.sort();
    let mut expected = [
        format!("error 123 {}", place("[1].value")),
        format!("error 122 {}", place("[2].value")),
        format!("error 102 {}", place("[3].field")),
        format!("error 203 {}", place("[4].field")),
        format!("warning 203 {}", place("[6].value")),
        format!("warning 229 {}", place("[1].field")),
    ];
    expected.sort();
    assert_eq!(lines, expected);
}

#[test]
fn a_trigger_that_does_not_fit_the_event() {
    let task = |kind: &str, settings: Json| json!({"name": "x", "event": "task_added", "blocks": [{"triggers": [{"kind": kind, "settings": settings}]}]});
    assert_eq!(
        found(task("add_note", json!({"text": "x"}))),
        ["error 201 blocks[0].triggers[0].target"]
    );
    let none: [&str; 0] = [];
    assert_eq!(found(task("change_responsible", json!({"user": 12}))), none);
    assert_eq!(
        found(task(
            "change_stage",
            json!({"stage": {"pipeline": 1, "status": 142}})
        )),
        none
    );
}

#[test]
fn what_the_dictionaries_lack_is_not_held_against_the_scenario() {
    let none: [&str; 0] = [];
    let fields = json!([{"field": "cf(1)", "value": "x"}]);
    let scenario = json!({"name": "x", "event": "lead_changed", "blocks": [{
    "conditions": [{"left": {"path": "lead.cf(7)"}, "operator": "eq", "right": {"path": "const.user", "value": 5}}],
    "triggers": [
        {"kind": "change_responsible", "settings": {"user": 99}},
        {"kind": "change_stage", "settings": {"stage": {"pipeline": 5, "status": 6}}},
        {"kind": "change_lead_fields", "settings": {"fields": fields}},
    ]}]});
    assert_eq!(found_in(scenario, &Dictionaries::default()), none);
}

#[test]
fn identifiers_are_unique() {
    let scenario = json!({"name": "x", "event": "lead_changed", "blocks": [
        {"id": "b", "triggers": [{"id": "t", "kind": "add_note", "settings": {"text": "x"}}, {"id": "t", "kind": "add_note", "settings": {"text": "x"}}]},
        {"id": "b", "triggers": [note()]},
    ]});
    assert_eq!(
        found(scenario),
        [
            "error 220 blocks[0].triggers[1].id",
            "error 220 blocks[1].id"
        ]
    );
}

#[test]
fn the_format_before_brackets_is_read_and_written_back_with_its_rows()
-> Result<(), serde_json::Error> {
    let old = json!({"format": 1, "name": "x", "event": "lead_added", "blocks": [{"conditions": [{"id": "c1"}]}]});
    let scenario: Scenario = serde_json::from_value(old.clone())?;
    assert_eq!((scenario.format, &scenario.blocks[0].formula), (1, &None));
    assert_eq!(Scenario::FORMAT, 2);
    assert!(!serde_json::to_string(&scenario)?.contains("formula"));
    assert!(!found(old).contains(&"error 220 format".to_owned()));
    Ok(())
}

/// A21, R118.
#[test]
fn scenarios_that_start_each_other_are_told() -> Result<(), serde_json::Error> {
    let with = |id: u64, fallback: Option<u64>| {
        let scenario = serde_json::from_value(json!({"event": "own", "fallback": fallback}))?;
        Ok::<_, serde_json::Error>((id, scenario))
    };
    let all = [
        with(1, Some(2))?,
        with(2, Some(3))?,
        with(3, Some(2))?,
        with(4, Some(4))?,
        with(5, Some(1))?,
    ];
    let told: Vec<u64> = engine::check::chains(&all)
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    assert_eq!(told, [2, 3, 4]);
    Ok(())
}
