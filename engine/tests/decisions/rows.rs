//! Rows of conditions: sides, notes, constants with templates, rows that take no part.

use engine::{
    EntityKind, EntityRef, Run, compare, compile, eval,
    log::{BlockLog, BlockStatus, Row},
    scenario::{Operand, Scenario},
};
use serde_json::{Value as Json, json};

use crate::account::{LEAD, codes, facts, facts_json};

fn block(conditions: Json) -> BlockLog {
    let json = json!({"event": "lead_changed", "blocks": [{"conditions": conditions}]});
    let scenario: Scenario =
        serde_json::from_value(json).expect("the scenario of the test is correct");
    let mut evaluation = eval(
        &compile(&scenario),
        &Run::new("lead_changed", LEAD),
        &facts(),
    );
    evaluation.blocks.remove(0)
}

fn row(left: Json, operator: &str, right: Json) -> Row {
    block(json!([{"left": left, "operator": operator, "right": right}]))
        .rows
        .remove(0)
}

fn text(value: &str) -> Json {
    json!({"path": "const.text", "value": value})
}

#[test]
fn a_constant_text_is_a_template_compared_as_dynamic() {
    let row = row(
        json!({"path": "lead.budget"}),
        "eq",
        text("{{ ({{lead.sale}}*1):calc }},0"),
    );
    assert_eq!(row.result, Some(true), "{row:?}");
    let right = row.right.expect("the right side");
    assert_eq!(
        (right.label.as_str(), right.path.as_str()),
        ("Текстовое значение", "const.text")
    );
    assert_eq!(
        (right.raw.as_str(), right.value.as_str()),
        ("15000,0", "15000")
    );
    assert_eq!(right.kind, engine::Kind::Dynamic);
}

#[test]
fn a_value_from_outside_is_not_a_template_again() {
    let row = row(text("{inject}"), "eq", text("{reset}"));
    assert_eq!(row.result, Some(true), "{row:?}");
}

#[test]
fn an_error_value_makes_the_row_false_whatever_the_operator() {
    for operator in ["eq", "ne", "empty"] {
        let row = row(text("{{ (1/0):calc }}"), operator, text("x"));
        assert_eq!(row.result, Some(false), "{operator}");
        assert_eq!(codes(&row.notes), [112]);
        assert_eq!(row.notes[0].path, "left");
    }
}

#[test]
fn lists_and_tags_may_hold_templates() {
    let list = json!({"path": "const.list", "value": ["Москва", "{{lead.cf(101)}}"]});
    assert_eq!(
        row(json!({"path": "lead.cf(101)"}), "in", list).result,
        Some(true)
    );
    let tags = json!({"path": "const.tag", "value": "{{lead.cf(101)}}, vip"});
    assert_eq!(
        row(json!({"path": "lead.tags"}), "has_any", tags).result,
        Some(true)
    );
}

#[test]
fn a_row_says_which_side_has_no_entity_and_what_could_not_be_converted() {
    let mut without = facts_json();
    without["company"] = json!(null);
    let facts = engine::Snapshot::from_json(&without.to_string()).expect("correct facts");
    let side = |path: &str, value: Option<&str>| Operand {
        path: path.to_owned(),
        value: value.map(Json::from),
        offset: None,
    };
    let row = compare(
        &side("lead.name", None),
        "eq",
        Some(&side("company.name", None)),
        &facts,
    )
    .expect("a row");
    assert_eq!(row.result, Some(false));
    assert_eq!(
        (codes(&row.notes), row.notes[0].path.as_str()),
        (vec![103], "right")
    );
    let row = compare(
        &side("lead.budget", None),
        "gt",
        Some(&side("const.text", Some("много"))),
        &facts,
    )
    .expect("a row");
    assert_eq!((row.result, codes(&row.notes)), (Some(false), vec![221]));
}

#[test]
fn compare_refuses_what_it_can_not_read() {
    let side = |path: &str| Operand {
        path: path.to_owned(),
        ..Operand::default()
    };
    let refused = |left: &str, code: &str, right: Option<&str>| {
        let right = right.map(side);
        let problem = compare(&side(left), code, right.as_ref(), &facts()).expect_err("a refusal");
        (problem.code.number(), problem.path)
    };
    assert_eq!(
        refused("lead.nothing", "eq", Some("lead.name")),
        (214, "left".to_owned())
    );
    assert_eq!(
        refused("lead.name", "eq", Some("nothing")),
        (214, "right".to_owned())
    );
    assert_eq!(
        refused("lead.name", "same", Some("lead.name")),
        (215, "operator".to_owned())
    );
    assert_eq!(refused("lead.name", "eq", None), (203, "right".to_owned()));
    assert!(
        compare(&side("lead.name"), "nempty", None, &facts())
            .is_ok_and(|row| row.result == Some(true))
    );
}

#[test]
fn rows_that_are_not_set_or_muted_take_no_part_but_show_their_sides() {
    let log = block(json!([
        {},
        {"left": {"path": "lead.name"}},
        {"left": {"path": "lead.name"}, "operator": "eq"},
        {"left": {"path": ""}, "operator": "empty"},
        {"left": {"path": "lead.name"}, "operator": "eq", "right": text("другое"), "muted": true},
    ]));
    assert_eq!(log.status, BlockStatus::Done);
    assert!(log.rows.iter().all(|row| row.result.is_none()));
    let shown = log.rows[4].left.as_ref().map(|side| side.raw.as_str());
    assert_eq!(shown, Some("Поставка"));
}

#[test]
fn a_row_that_this_version_does_not_know_is_false() {
    let log = block(json!([
        {"left": {"path": "lead.nothing"}, "operator": "eq", "right": text("")},
        {"joiner": "or", "left": {"path": "lead.name"}, "operator": "resembles", "right": text("")},
    ]));
    assert_eq!(log.status, BlockStatus::NotMatching);
    let found: Vec<_> = log
        .rows
        .iter()
        .map(|row| (row.result, codes(&row.notes)))
        .collect();
    assert_eq!(found, [(Some(false), vec![214]), (Some(false), vec![215])]);
}

#[test]
fn a_date_can_be_shifted() {
    let shifted =
        |amount: i32| json!({"path": "now.datetime", "offset": {"amount": amount, "unit": "days"}});
    assert_eq!(
        row(shifted(-1), "lt", json!({"path": "now.datetime"})).result,
        Some(true)
    );
    assert_eq!(
        row(
            shifted(1),
            "eq",
            json!({"path": "const.date", "value": "2024-03-01"})
        )
        .result,
        Some(true)
    );
}

#[test]
fn or_is_named_when_it_decided() {
    let condition = |joiner: &str, name: &str| json!({"joiner": joiner, "left": {"path": "lead.name"}, "operator": "eq", "right": text(name)});
    let log = block(json!([
        condition("and", "другое"),
        condition("or", "третье"),
        condition("or", "Поставка")
    ]));
    assert_eq!((log.status, log.passed_by_or), (BlockStatus::Done, Some(2)));
}

#[test]
fn a_run_of_a_contact_reads_its_company() {
    let contact = EntityRef {
        kind: EntityKind::Contact,
        id: 602,
    };
    let json = json!({"event": "contact_changed", "blocks": [{"conditions": [
        {"left": {"path": "company.name"}, "operator": "contains", "right": text("ромашка")}]}]});
    let scenario: Scenario = serde_json::from_value(json).expect("correct");
    let evaluation = eval(
        &compile(&scenario),
        &Run::new("contact_changed", contact),
        &facts(),
    );
    assert_eq!(evaluation.blocks[0].status, BlockStatus::Done);
}

/// Section 4.3: the picker does not offer the pair, but a field may have got another type since the row was saved.
#[test]
fn types_that_the_operator_does_not_compare_are_told() {
    let number = json!({"path": "const.number", "value": 5});
    let told = |left: &str, operator: &str, right: Json| -> Vec<u16> {
        let row = row(json!({ "path": left }), operator, right);
        codes(&row.notes)
    };
    assert_eq!(told("lead.budget", "contains", number.clone()), [215]);
    assert_eq!(told("lead.created_at", "eq", number.clone()), [215]);
    assert_eq!(told("lead.budget", "gt", number), [0; 0]);
    assert_eq!(told("lead.created_at", "gt", text("01.02.2024")), [0; 0]);
    assert_eq!(told("lead.budget", "nempty", Json::Null), [0; 0]);
    assert_eq!(told("lead.budget", "changed", Json::Null), [0; 0]);
}
