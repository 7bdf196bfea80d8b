//! Writing values to fields by their type (section 15 of the language reference, A28).

use crate::account::{codes, one, run};
use engine::{Effect, effect::FieldChange, log::TriggerStatus};
use serde_json::{Value as Json, json};

/// The change that one value makes to one field of the deal, or the codes of why not.
fn write(field: &str, value: &str) -> Result<FieldChange, Vec<u16>> {
    change(
        "change_lead_fields",
        json!({"fields": [{"field": field, "value": value}]}),
    )
}

fn change(kind: &str, settings: Json) -> Result<FieldChange, Vec<u16>> {
    let (effects, log) = one(kind, settings);
    match effects.into_iter().next() {
        Some(Effect::ChangeFields { mut changes, .. }) => Ok(changes.remove(0)),
        _ => Err(codes(&log.problems)),
    }
}

fn values(field: &str, value: &str) -> Result<Json, Vec<u16>> {
    match write(field, value)? {
        FieldChange::Custom { values, .. } => Ok(Json::Array(values)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn text_number_and_tick_box() {
    assert_eq!(
        values("cf(101)", "Город {{lead.cf(101)}}"),
        Ok(json!([{"value": "Город Казань"}]))
    );
    assert_eq!(
        values("cf.105", "1 500,50"),
        Ok(json!([{"value": "1500.5"}]))
    );
    assert_eq!(
        values("cf(105)", "{{ ({{lead.sale}}*2):calc }}"),
        Ok(json!([{"value": "30000"}]))
    );
    assert_eq!(values("cf(105)", "много"), Err(vec![122]));
    for (word, expected) in [
        ("1", true),
        ("да", true),
        ("ON", true),
        ("0", false),
        ("нет", false),
    ] {
        assert_eq!(
            values("cf(108)", word),
            Ok(json!([{"value": expected}])),
            "{word}"
        );
    }
    assert_eq!(values("cf(108)", "может быть"), Err(vec![122]));
}

#[test]
fn a_list_takes_an_exact_text_or_a_number() {
    assert_eq!(values("cf(109)", " сайт "), Ok(json!([{"enum_id": 901}])));
    assert_eq!(values("cf(109)", "902"), Ok(json!([{"enum_id": 902}])));
    assert_eq!(values("cf(109)", "Сай"), Err(vec![123]));
}

#[test]
fn a_multi_list_takes_several_also_with_commas_in_their_texts() {
    assert_eq!(
        values("cf(111)", "Сервис, Станки,"),
        Ok(json!([{"enum_id": 922}, {"enum_id": 921}]))
    );
    assert_eq!(
        values("cf(111)", "Запчасти, расходники"),
        Ok(json!([{"enum_id": 923}]))
    );
    assert_eq!(
        values("cf(111)", "Станки,Запчасти, расходники,922"),
        Ok(json!([{"enum_id": 921}, {"enum_id": 923}, {"enum_id": 922}]))
    );
    assert_eq!(values("cf(111)", "Станки, Луна"), Err(vec![123]));
    assert_eq!(
        values("cf(111)", "{{lead.cf(111)}}"),
        Ok(json!([{"enum_id": 921}]))
    );
}

#[test]
fn a_multi_list_is_replaced_unless_the_author_ticks_append() {
    let append =
        |value: &str| json!({"fields": [{"field": "cf(111)", "value": value}], "append": true});
    let ids = |settings| match change("change_lead_fields", settings) {
        Ok(FieldChange::Custom { values, .. }) => Json::Array(values),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        ids(append("Сервис")),
        json!([{"enum_id": 921}, {"enum_id": 922}])
    );
    assert_eq!(ids(append("{reset},Сервис")), json!([{"enum_id": 922}]));
    assert_eq!(ids(append("{reset}")), json!([]));
    assert_eq!(values("cf(111)", "Сервис"), Ok(json!([{"enum_id": 922}])));
}

#[test]
fn reset_and_an_empty_result_clear_a_field_of_any_type() {
    for field in [
        "cf(101)", "cf(105)", "cf(108)", "cf(109)", "cf(111)", "cf(114)", "cf(117)", "cf(118)",
    ] {
        for value in ["{reset}", "", " ", "{{global(nothing)}}"] {
            assert_eq!(values(field, value), Ok(json!([])), "{field} {value}");
        }
    }
    assert_eq!(
        values("cf(111)", "{reset},Сервис"),
        Ok(json!([{"enum_id": 922}]))
    );
}

#[test]
fn a_value_from_outside_can_not_reset_a_field() {
    assert_eq!(
        values("cf(101)", "{inject}"),
        Ok(json!([{"value": "{reset}"}]))
    );
}

#[test]
fn dates_are_read_in_moscow_time() {
    assert_eq!(
        values("cf(114)", "01.03.2024"),
        Ok(json!([{"value": 1_709_240_400}]))
    );
    assert_eq!(
        values("cf(114)", "2024-03-01 15:00"),
        Ok(json!([{"value": 1_709_240_400}]))
    );
    assert_eq!(
        values("cf(115)", "01.03.2024 15:30"),
        Ok(json!([{"value": 1_709_296_200}]))
    );
    assert_eq!(
        values("cf(115)", "{{date.now}}"),
        Ok(json!([{"value": 1_709_197_500}]))
    );
    assert_eq!(
        values("cf(115)", "1709296200"),
        Ok(json!([{"value": 1_709_296_200}]))
    );
    assert_eq!(values("cf(114)", "завтра"), Err(vec![122]));
}

#[test]
fn compound_fields_keep_their_other_parts() {
    let address = json!([{"value": "Новая улица, 1", "enum_code": "address_line_1"}, {"value": "Казань", "enum_code": "city"}]);
    assert_eq!(values("cf(117)", "Новая улица, 1"), Ok(address));
    assert_eq!(
        values("cf(118)", "ООО Лютик"),
        Ok(json!([{"value": {"name": "ООО Лютик", "vat_id": "7700"}}]))
    );
}

#[test]
fn phones_are_divided_at_commas_and_marked_as_work() {
    let settings =
        |append| json!({"fields": [{"field": "cf(201)", "value": "+71, +72"}], "append": append});
    let replaced =
        json!([{"value": "+71", "enum_code": "WORK"}, {"value": "+72", "enum_code": "WORK"}]);
    let expected = |values: Json| FieldChange::Custom {
        id: 201,
        values: values.as_array().cloned().unwrap_or_default(),
    };
    assert_eq!(
        change("change_contact_fields", settings(false)),
        Ok(expected(replaced))
    );
    let appended = json!([{"value": "+79990001122", "enum_code": "MOB"}, {"value": "+71", "enum_code": "WORK"}, {"value": "+72", "enum_code": "WORK"}]);
    assert_eq!(
        change("change_contact_fields", settings(true)),
        Ok(expected(appended))
    );
}

#[test]
fn the_budget_is_a_whole_number() {
    assert_eq!(
        write("budget", "1 000,5"),
        Ok(FieldChange::Budget { value: json!(1001) })
    );
    assert_eq!(
        write("budget", ""),
        Ok(FieldChange::Budget { value: json!(0) })
    );
    assert_eq!(write("budget", "дорого"), Err(vec![122]));
}

#[test]
fn fields_that_the_entity_can_not_have_are_told() {
    assert_eq!(write("cf(9999)", "x"), Err(vec![102]));
    assert_eq!(write("first_name", "x"), Err(vec![102]));
    assert_eq!(write("cf(121)", "x"), Err(vec![122]));
    assert_eq!(write("что-то", "x"), Err(vec![102]));
}

#[test]
fn a_field_that_fails_leaves_the_others() {
    let (effects, log) = one(
        "change_lead_fields",
        json!({"fields": [
            {"field": "cf(105)", "value": "много"},
            {"field": "cf(101)", "value": "Пермь"},
            {"field": 5, "value": "x"},
            {"field": "cf(105)", "value": "{{ (1/0):calc }}"},
            {"field": "name", "value": "Новое имя"},
        ]}),
    );
    let changes = vec![
        FieldChange::Custom {
            id: 101,
            values: vec![json!({"value": "Пермь"})],
        },
        FieldChange::Name {
            value: "Новое имя".into(),
        },
    ];
    assert_eq!(
        effects,
        [Effect::ChangeFields {
            entity: crate::account::LEAD,
            changes
        }]
    );
    assert_eq!(log.status, TriggerStatus::Planned);
    let mut found: Vec<_> = log
        .problems
        .iter()
        .map(|it| (it.code.number(), it.path.as_str()))
        .collect();
    found.sort_unstable();
    let expected = [
        (112, "settings.fields[3].value"),
        (122, "settings.fields[0].value"),
        (203, "settings.fields[2].field"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_field_that_was_written_is_read_by_the_next_trigger() {
    let evaluation = run(json!([
        {"kind": "change_lead_fields", "settings": {"fields": [{"field": "cf(109)", "value": "Звонок"}, {"field": "budget", "value": "7"}]}},
        {"kind": "add_note", "settings": {"text": "{{lead.cf(109)}} {{lead.sale}}"}},
    ]));
    assert!(
        matches!(&evaluation.effects[1], Effect::AddNote { text, .. } if text == "Звонок 7"),
        "{evaluation:?}"
    );
}

#[test]
fn a_date_is_midnight_in_the_zone_of_the_account() {
    let mut json = crate::account::facts_json();
    json["account"]["_embedded"]["datetime_settings"] = json!({"timezone_offset": "+10:00"});
    let facts = engine::Snapshot::from_json(&json.to_string()).expect("correct facts");
    let evaluation = crate::account::run_on(
        &facts,
        json!([
            {"kind": "change_lead_fields", "settings": {"fields": [{"field": "cf(114)", "value": "01.03.2024"}]}},
            {"kind": "add_note", "settings": {"text": "{{lead.cf(114)}}"}},
        ]),
    );
    let Effect::ChangeFields { changes, .. } = &evaluation.effects[0] else {
        panic!("{evaluation:?}");
    };
    let values = vec![json!({"value": 1_709_215_200})];
    assert_eq!(changes, &[FieldChange::Custom { id: 114, values }]);
    assert!(matches!(&evaluation.effects[1], Effect::AddNote { text, .. } if text == "01.03.2024"));
}

#[test]
fn append_keeps_only_fields_of_several_values() {
    for field in ["cf(101)", "cf(105)", "cf(117)"] {
        let settings = json!({"fields": [{"field": field, "value": ""}], "append": true});
        match change("change_lead_fields", settings) {
            Ok(FieldChange::Custom { values, .. }) => assert!(values.is_empty(), "{field}"),
            other => panic!("{field}: {other:?}"),
        }
    }
    let settings = json!({"fields": [{"field": "cf(111)", "value": ""}], "append": true});
    let kept = FieldChange::Custom {
        id: 111,
        values: vec![json!({"enum_id": 921})],
    };
    assert_eq!(change("change_lead_fields", settings), Ok(kept));
}
